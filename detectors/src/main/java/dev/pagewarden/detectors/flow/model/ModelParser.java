package dev.pagewarden.detectors.flow.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the text of one model. */
final class ModelParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(:=|\\+=|->|[A-Za-z_$][A-Za-z0-9_$]*(?:\\.[A-Z$][A-Za-z0-9_$]*)*|\\d+|[\\[\\](){},;.|=?:])");
  private static final Set<String> OPERATIONS =
      Set.of(
          "append",
          "addAll",
          "putAll",
          "prepend",
          "insert",
          "take",
          "first",
          "last",
          "any",
          "end",
          "reverse",
          "swap",
          "rotate",
          "fill",
          "range",
          "move",
          "discard",
          "removeIf",
          "removeAll",
          "retainAll",
          "drop",
          "clear",
          "mix",
          "copy",
          "array",
          "list",
          "toArray",
          "size",
          "empty",
          "branch",
          "orElse",
          "when",
          "unless",
          "nonNull",
          "many",
          "try",
          "fail",
          "select",
          "without",
          "some",
          "full",
          "not",
          "has",
          "contains",
          "same",
          "equal",
          "choose",
          "later",
          "wake",
          "over",
          "sorted",
          "orders",
          "floor",
          "ceiling",
          "lower",
          "higher",
          "plus",
          "minus",
          "below",
          "args",
          "pick",
          "lead",
          "map",
          "filter",
          "fold",
          "flat",
          "skip",
          "limit",
          "numbers",
          "takeWhile",
          "dropWhile",
          "holdsForSome",
          "holdsForAll",
          "inOrder",
          "compute",
          "cut");

  private final List<String> tokens = new ArrayList<>();
  private int position;
  private int places;

  private ModelParser(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.stripTrailing().length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new IllegalArgumentException("can't read '" + text.substring(end).strip() + "'");
      }
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
  }

  /**
   * Parses statements separated by semicolons.
   *
   * @throws IllegalArgumentException if the text is not in the language; the message says what is
   *     wrong
   */
  static List<Statement> parse(String text) {
    ModelParser parser = new ModelParser(text);
    List<Statement> statements = new ArrayList<>();
    while (!parser.atEnd()) {
      statements.add(parser.statement());
      if (!parser.atEnd()) {
        parser.expect(";");
      }
    }
    return List.copyOf(statements);
  }

  private Statement statement() {
    if (take("return")) {
      return new Statement.Return(expression());
    }
    if (position + 2 < tokens.size() && tokens.get(position + 2).equals("in")) {
      return each();
    }
    if (take("while")) {
      return new Statement.While(expression(), block());
    }
    if (position + 1 < tokens.size() && tokens.get(position + 1).equals(":=")) {
      String name = next();
      next();
      return new Statement.Let(name, expression());
    }
    Expression target = expression();
    if (take("+=")) {
      return new Statement.Store(target, expression(), false);
    }
    if (take("=")) {
      return new Statement.Store(target, expression(), true);
    }
    return new Statement.Run(target);
  }

  private Statement each() {
    expect("each");
    String name = next();
    expect("in");
    return new Statement.Each(name, expression(), block());
  }

  private List<Statement> block() {
    expect("{");
    List<Statement> body = new ArrayList<>();
    while (!take("}")) {
      body.add(statement());
      if (atEnd() || !tokens.get(position).equals("}")) {
        expect(";");
      }
    }
    return List.copyOf(body);
  }

  private Expression expression() {
    List<Expression> choices = new ArrayList<>(List.of(postfix()));
    while (take("|")) {
      choices.add(postfix());
    }
    return choices.size() == 1 ? choices.get(0) : new Expression.Either(List.copyOf(choices));
  }

  private Expression postfix() {
    Expression expression = primary();
    while (true) {
      if (take("[")) {
        if (take("]")) {
          expression = new Expression.Elements(expression);
        } else {
          expression = new Expression.Element(expression, expression());
          expect("]");
        }
      } else if (take("(")) {
        expression = new Expression.Apply(expression, arguments());
      } else if (take("->")) {
        String method = next();
        expect("(");
        expression = new Expression.Invoke(expression, method, arguments());
      } else if (take(".")) {
        expression = new Expression.Part(expression, next());
      } else {
        return expression;
      }
    }
  }

  private Expression primary() {
    String token = next();
    if (token.equals("new")) {
      return newObject();
    }
    if (OPERATIONS.contains(token)) {
      expect("(");
      return new Expression.Operation(token, arguments());
    }
    if (token.equals("this")) {
      return new Expression.This();
    }
    if (token.equals("null")) {
      return new Expression.Null();
    }
    if (token.equals("?")) {
      return new Expression.Unknown();
    }
    if (token.matches("\\d+")) {
      return new Expression.Constant(Integer.parseInt(token));
    }
    if (token.matches("p\\d+")) {
      return new Expression.Argument(Integer.parseInt(token.substring(1)));
    }
    if (token.matches("[A-Za-z_$][A-Za-z0-9_$]*")) {
      return new Expression.Name(token);
    }
    throw new IllegalArgumentException("'" + token + "' can't begin an expression");
  }

  private Expression newObject() {
    StringBuilder type = new StringBuilder(next());
    while (take(".")) {
      type.append('/').append(next());
    }
    Map<String, Expression> fields = new LinkedHashMap<>();
    int place = ++places;
    if (take("{")) {
      while (!take("}")) {
        String field = next();
        if (field.equals("[")) {
          expect("]");
        }
        expect(":");
        fields.put(field, expression());
        if (!take(",") && !tokens.get(position).equals("}")) {
          throw new IllegalArgumentException("',' or '}' is missing before '" + next() + "'");
        }
      }
    }
    return new Expression.New(type.toString().replace('.', '/'), place, fields);
  }

  private List<Expression> arguments() {
    List<Expression> arguments = new ArrayList<>();
    while (!take(")")) {
      arguments.add(expression());
      if (!take(",") && !(position < tokens.size() && tokens.get(position).equals(")"))) {
        throw new IllegalArgumentException("',' or ')' is missing");
      }
    }
    return List.copyOf(arguments);
  }

  private boolean atEnd() {
    return position >= tokens.size();
  }

  private boolean take(String token) {
    if (!atEnd() && tokens.get(position).equals(token)) {
      position++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw new IllegalArgumentException(
          "'" + token + "' is missing" + (atEnd() ? " at the end" : " before '" + next() + "'"));
    }
  }

  private String next() {
    if (atEnd()) {
      throw new IllegalArgumentException("the model ends too early");
    }
    return tokens.get(position++);
  }
}
