package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.interp.ModelExpressions.Listed;
import dev.pagewarden.detectors.flow.model.Expression;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** The operations of the model language: those that choose, call and catch. */
final class ModelOperations {
  private final Calls calls;
  private final ModelRun run;
  private final ModelExpressions expressions;
  private final Containers containers;
  private final Background background;
  private final ModelTruth truth;
  private final Predicates predicates;
  private final Sequences sequences;
  private final Beginnings beginnings;

  ModelOperations(LibraryCalls library, ModelRun run, ModelExpressions expressions) {
    this.calls = library.calls();
    this.run = run;
    this.expressions = expressions;
    this.containers = new Containers(library.interpreter(), run);
    this.truth = new ModelTruth(library.interpreter(), run.elements());
    this.predicates = new Predicates(calls, run);
    this.sequences = new Sequences(run, expressions, containers, predicates);
    this.beginnings = new Beginnings(run, expressions, containers, sequences);
    this.background = new Background(calls, library.interpreter().memory(), run);
  }

  List<Strand> run(Strand strand, Expression.Operation operation) {
    List<Expression> arguments = operation.arguments();
    return switch (operation.name()) {
      case "branch" -> branch(strand, arguments);
      case "orElse" -> orElse(strand, arguments);
      case "when" -> when(strand, arguments);
      case "many" -> expressions.evaluateRepeated(strand, arguments.get(0));
      case "try" -> expressions.evaluateCaught(strand, arguments.get(0));
      default -> onValues(strand, operation);
    };
  }

  private List<Strand> branch(Strand strand, List<Expression> ways) {
    List<Strand> strands = new ArrayList<>();
    for (Expression way : ways) {
      strands.addAll(expressions.evaluate(strand.in(strand.state().copy(), Value.TOP), way));
    }
    return strands;
  }

  /** The first operand where it is not null; the second where it can be. */
  private List<Strand> orElse(Strand strand, List<Expression> arguments) {
    List<Strand> strands = new ArrayList<>();
    for (Strand first : expressions.evaluate(strand, arguments.get(0))) {
      Value value = first.value();
      boolean isSure = !value.refs().isEmpty() && !value.isNullable();
      if (isSure) {
        strands.add(first);
        continue;
      }
      Value known = value.isNull() ? Strand.NOTHING : value.nonNull();
      List<Strand> seconds = expressions.evaluate(first, arguments.get(1));
      for (Strand second : seconds) {
        strands.add(second.with(Strand.either(known, second.value())));
      }
      if (seconds.isEmpty() && known != Strand.NOTHING) {
        strands.add(first.with(known)); // the second throws, the first may be there
      }
    }
    return strands;
  }

  private List<Strand> when(Strand strand, List<Expression> arguments) {
    List<Strand> strands = new ArrayList<>();
    for (Strand condition : expressions.evaluate(strand, arguments.get(0))) {
      strands.addAll(
          condition.value() == Strand.NOTHING
              ? List.of(condition)
              : expressions.evaluate(condition, arguments.get(1)));
    }
    return strands;
  }

  private List<Strand> onValues(Strand strand, Expression.Operation operation) {
    List<Strand> strands = new ArrayList<>();
    for (Listed list : expressions.evaluateAll(strand, operation.arguments())) {
      strands.addAll(onValues(list.strand(), operation, list.values()));
    }
    return strands;
  }

  private List<Strand> onValues(Strand at, Expression.Operation operation, List<Value> values) {
    State state = at.state();
    switch (operation.name()) {
      case "some" -> {
        return List.of(at.with(values.get(0) == Strand.NOTHING ? Value.number(0) : Value.TOP));
      }
      case "full" -> {
        return truth.full(at, values.get(0));
      }
      case "not" -> {
        return ModelTruth.not(at, values.get(0));
      }
      case "has" -> {
        return List.of(at.with(truth.has(state, values.get(0), values.get(1))));
      }
      case "choose" -> {
        return List.of(at.with(chosen(values.get(0), values.get(1), values.get(2))));
      }
      case "same" -> {
        return truth.same(at, values.get(0), values.get(1));
      }
      case "contains" -> {
        return truth.contains(at, values.get(0), values.get(1));
      }
      case "select" -> {
        String type = expressions.typeOf(operation.arguments().get(0));
        return List.of(at.with(predicates.among(state, values.get(0), type, values.get(1))));
      }
      case "removeIf" -> {
        String type = expressions.typeOf(operation.arguments().get(1));
        containers
            .removals()
            .remove(
                state,
                values.get(0),
                each -> predicates.says(state.copy(), values.get(1), type, each));
        return List.of(at);
      }
      case "removeAll", "retainAll" -> {
        boolean ifContained = operation.name().equals("removeAll");
        Value others = values.get(1);
        containers
            .removals()
            .remove(
                state, values.get(0), each -> truth.isRemoved(state, each, others, ifContained));
        return List.of(at);
      }
      case "unless" -> {
        boolean canBeNull = values.get(0) == Value.TOP || values.get(0).isNullable();
        return List.of(canBeNull ? at.with(values.get(1)) : at.with(Strand.NOTHING));
      }
      case "compute" -> {
        return List.of(at.with(ConstantCalls.result(run.call(), run.arguments())));
      }
      case "map", "filter", "fold", "takeWhile", "dropWhile" -> {
        String type = expressions.typeOf(operation.arguments().get(1));
        return withFunction(at, operation.name(), values, type);
      }
      case "holdsForSome", "holdsForAll", "inOrder" -> {
        String type = expressions.typeOf(operation.arguments().get(1));
        return withFunction(at, operation.name(), values, type);
      }
      case "skip", "limit" -> {
        return beginnings.part(at, values.get(0), values.get(1), operation.name().equals("limit"));
      }
      case "flat" -> {
        return sequences.flat(at, values.get(0));
      }
      case "numbers" -> {
        return List.of(at.with(sequences.numbers(state, values.get(0), values.get(1))));
      }
      case "nonNull" -> {
        Value left = values.get(0).nonNull();
        return List.of(at.with(left == null ? Strand.NOTHING : left));
      }
      case "without" -> {
        return List.of(at.with(without(values.get(0), values.get(1))));
      }
      case "fail" -> {
        return fail(at, values.get(0));
      }
      case "args" -> {
        return List.of(at.with(containers.copies().listOf(state, run.givenArguments())));
      }
      case "later" -> {
        return List.of(at.in(background.begin(state, values.get(0)), Value.TOP));
      }
      case "plus", "minus", "below", "equal" -> {
        return List.of(at.with(calculate(state, operation.name(), values)));
      }
      case "sorted" -> {
        return List.of(at.with(run.elements().entries().inOrder(state, values.get(0))));
      }
      case "orders" -> {
        return run.elements().entries().orders(at, values.get(0));
      }
      case "floor", "ceiling", "lower", "higher" -> {
        return next(at, operation.name(), values.get(0), values.get(1));
      }
      case "over" -> {
        background.end(state, values.get(0));
        return List.of(at);
      }
      case "wake" -> {
        return List.of(at.in(background.wake(state), Value.TOP));
      }
      default -> {
        return containers.run(at, operation.name(), values);
      }
    }
  }

  private List<Strand> withFunction(Strand at, String operation, List<Value> values, String type) {
    return switch (operation) {
      case "map" -> sequences.map(at, values.get(0), values.get(1), type);
      case "takeWhile", "dropWhile" -> {
        boolean takes = operation.equals("takeWhile");
        yield sequences.untilRefused(at, values.get(0), values.get(1), type, takes);
      }
      case "holdsForSome", "holdsForAll" -> {
        boolean forAll = operation.equals("holdsForAll");
        yield List.of(sequences.holds(at, values.get(0), values.get(1), type, forAll));
      }
      case "inOrder" -> List.of(sequences.inOrder(at, values.get(0), values.get(1), type));
      case "filter" -> sequences.filter(at, values.get(0), values.get(1), type);
      default -> sequences.fold(at, values, type);
    };
  }

  private List<Strand> next(Strand at, String relation, Value container, Value key) {
    Elements elements = run.elements();
    return elements.read(at, container, Value.TOP).stream()
        .flatMap(
            any -> elements.entries().next(any, container, key, relation, any.value()).stream())
        .toList();
  }

  private static Value chosen(Value condition, Value ifTrue, Value ifFalse) {
    Integer truth = condition.intConstant();
    return truth == null ? Strand.either(ifTrue, ifFalse) : truth == 1 ? ifTrue : ifFalse;
  }

  private static Value calculate(State state, String operation, List<Value> values) {
    Value first = values.get(0);
    Value second = values.get(1);
    Integer a = first.intConstant();
    Integer b = second.intConstant();
    if (a == null || b == null) {
      boolean isDifference = operation.equals("minus") && first.isNamed() && second.isNamed();
      return isDifference ? Arithmetic.named(Opcodes.ISUB, first, second, state) : Value.TOP;
    }
    return Value.number(
        switch (operation) {
          case "plus" -> a + b;
          case "minus" -> a - b;
          case "equal" -> a.equals(b) ? 1 : 0;
          default -> a < b ? 1 : 0;
        });
  }

  /** Ends the way with an exception, if there is one. */
  private List<Strand> fail(Strand at, Value exception) {
    Value thrown = exception.nonNull();
    if (thrown != null && !thrown.refs().isEmpty()) {
      run.end(Outcome.thrown(at.state(), thrown));
    }
    return List.of();
  }

  private static Value without(Value value, Value excluded) {
    Value left = value.filter(obj -> !excluded.refs().containsKey(obj), true);
    return left == null || value == Strand.NOTHING ? Strand.NOTHING : left;
  }
}
