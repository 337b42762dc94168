package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.model.Expression;
import dev.pagewarden.detectors.flow.model.Model;
import dev.pagewarden.detectors.flow.model.Statement;
import dev.pagewarden.detectors.flow.state.About;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/** Runs models of library methods. */
final class LibraryCalls {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");

  /**
   * What an empty container's elements are: no function is called with it, nothing is stored of it.
   */
  private static final Value NOTHING = Value.NULL.copy();

  private final Interpreter interpreter;
  private final Calls calls;
  private final Memory memory;

  LibraryCalls(Interpreter interpreter, Calls calls) {
    this.interpreter = interpreter;
    this.calls = calls;
    this.memory = interpreter.memory();
  }

  /** One way through a model, and the value of the expression evaluated last. */
  private record Strand(State state, Map<String, Value> names, Value value) {
    Strand with(Value other) {
      return new Strand(state, names, other);
    }

    Strand in(State other, Value result) {
      return new Strand(other, names, result);
    }
  }

  /** Returns how a call of a modelled method can end. */
  List<Outcome> run(Site site, State state, Model model, Call call, List<Value> arguments) {
    return new Run(site, call, arguments).run(state, model);
  }

  /** One call of a modelled method. */
  private final class Run {
    private final Site site;
    private final Call call;
    private final List<Value> arguments;
    private final List<Outcome> outcomes = new ArrayList<>();

    Run(Site site, Call call, List<Value> arguments) {
      this.site = site;
      this.call = call;
      this.arguments = arguments;
    }

    List<Outcome> run(State begin, Model model) {
      List<Strand> strands = List.of(new Strand(begin, new HashMap<>(), Value.TOP));
      for (Statement statement : model.statements()) {
        List<Strand> next = new ArrayList<>();
        for (Strand strand : strands) {
          next.addAll(run(strand, statement));
        }
        strands = next;
      }
      for (Strand strand : strands) {
        Value unknown = interpreter.freshUnknown(site, 0, call.returnType(), strand.state());
        outcomes.add(Outcome.returned(strand.state(), unknown));
      }
      return outcomes;
    }

    /** Runs a statement; strands that end here become outcomes. */
    private List<Strand> run(Strand strand, Statement statement) {
      if (statement instanceof Statement.Return end) {
        for (Strand done : evaluate(strand, end.value())) {
          outcomes.add(Outcome.returned(done.state(), asResult(done)));
        }
        return List.of();
      }
      if (statement instanceof Statement.Let let) {
        List<Strand> bound = new ArrayList<>();
        for (Strand done : evaluate(strand, let.value())) {
          Map<String, Value> names = new HashMap<>(done.names());
          names.put(let.name(), done.value());
          bound.add(new Strand(done.state(), names, Value.TOP));
        }
        return bound;
      }
      if (statement instanceof Statement.Store store) {
        return store(strand, store);
      }
      return evaluate(strand, ((Statement.Run) statement).expression());
    }

    /** A result that says nothing of its type is better taken as unknown of the declared one. */
    private Value asResult(Strand strand) {
      Value value = strand.value();
      boolean reference = call.returnType().getSort() >= Type.ARRAY;
      boolean wide = call.returnType().getSize() == 2;
      if (value == NOTHING && reference) {
        return Value.NULL;
      }
      if ((value == Value.TOP || value == NOTHING) && call.returnType().getSort() != Type.VOID
          || wide && !value.isWide()) {
        return interpreter.freshUnknown(site, 0, call.returnType(), strand.state());
      }
      return value;
    }

    private List<Strand> store(Strand strand, Statement.Store store) {
      List<Strand> stored = new ArrayList<>();
      for (Strand valued : evaluate(strand, store.value())) {
        Value value = interpreter.steps().storedBy(site, call, valued.value());
        Expression owner = ownerOf(store.target());
        for (Strand owned : evaluate(valued, owner)) {
          if (store.target() instanceof Expression.Element element) {
            for (Strand indexed : evaluate(owned, element.index())) {
              write(
                  indexed.state(),
                  owned.value(),
                  Memory.element(indexed.state(), indexed.value()),
                  value,
                  store);
              stored.add(indexed.with(Value.TOP));
            }
          } else {
            String field =
                store.target() instanceof Expression.Part part ? "#" + part.name() : Memory.ANY;
            write(owned.state(), owned.value(), field, value, store);
            stored.add(owned.with(Value.TOP));
          }
        }
      }
      return stored;
    }

    private static Expression ownerOf(Expression target) {
      if (target instanceof Expression.Element element) {
        return element.container();
      }
      if (target instanceof Expression.Elements elements) {
        return elements.container();
      }
      return ((Expression.Part) target).owner();
    }

    private void write(State state, Value owner, String field, Value value, Statement.Store store) {
      boolean forgets = value == Value.TOP && store.value() instanceof Expression.Unknown;
      if (value == NOTHING) {
        return;
      }
      if (value == Value.TOP && !forgets) {
        owner.refs().keySet().forEach(obj -> markOpaque(state, obj));
        return;
      }
      boolean placeKnown =
          !field.equals(Memory.ANY) || store.target() instanceof Expression.Elements;
      if (store.replaces() && placeKnown) {
        Obj only = owner.single();
        if (field.equals(Memory.ANY) && only != null && state.node(only).single()) {
          state.setNode(only, state.node(only).withoutElements());
        }
        memory.write(state, owner, field, value);
      } else {
        for (Obj obj : owner.refs().keySet()) {
          memory.add(state, obj, field, value);
        }
      }
    }

    /** What is not known was put into a container, which must not be taken for an empty one. */
    private static void markOpaque(State state, Obj obj) {
      state.setNode(obj, state.node(obj).with(Memory.OPAQUE, Value.number(1)));
    }

    // -----------------------------------------------------------------------------------------
    // Expressions
    // -----------------------------------------------------------------------------------------

    private List<Strand> evaluate(Strand strand, Expression expression) {
      if (expression instanceof Expression.This) {
        return List.of(strand.with(arguments.get(0)));
      }
      if (expression instanceof Expression.Argument argument) {
        int index = argument.index() + (call.isStatic() ? 0 : 1);
        return List.of(strand.with(index < arguments.size() ? arguments.get(index) : Value.TOP));
      }
      if (expression instanceof Expression.Name name) {
        return List.of(strand.with(strand.names().getOrDefault(name.name(), Value.TOP)));
      }
      if (expression instanceof Expression.Null) {
        return List.of(strand.with(Value.NULL));
      }
      if (expression instanceof Expression.Unknown) {
        return List.of(strand.with(Value.TOP));
      }
      if (expression instanceof Expression.Constant constant) {
        return List.of(strand.with(Value.number(constant.value())));
      }
      if (expression instanceof Expression.New made) {
        return make(strand, made);
      }
      if (expression instanceof Expression.Either either) {
        return either(strand, either);
      }
      if (expression instanceof Expression.Elements elements) {
        return evaluate(strand, elements.container()).stream()
            .map(s -> s.with(elements(s.state(), s.value(), Value.TOP)))
            .toList();
      }
      if (expression instanceof Expression.Element element) {
        return element(strand, element);
      }
      if (expression instanceof Expression.Part part) {
        return evaluate(strand, part.owner()).stream().map(s -> part(s, part.name())).toList();
      }
      if (expression instanceof Expression.Apply apply) {
        return apply(strand, apply);
      }
      if (expression instanceof Expression.Invoke invoke) {
        return invoke(strand, invoke);
      }
      return operation(strand, (Expression.Operation) expression);
    }

    private List<Strand> make(Strand strand, Expression.New made) {
      List<Strand> strands = List.of(strand);
      Map<String, Expression> fields = made.fields();
      for (Map.Entry<String, Expression> field : fields.entrySet()) {
        List<Strand> next = new ArrayList<>();
        for (Strand at : strands) {
          for (Strand valued : evaluate(at, field.getValue())) {
            Map<String, Value> names = new HashMap<>(valued.names());
            names.put("{" + field.getKey(), valued.value());
            next.add(new Strand(valued.state(), names, Value.TOP));
          }
        }
        strands = next;
      }
      List<Strand> results = new ArrayList<>();
      for (Strand at : strands) {
        Value object = interpreter.make(site, made.place(), made.type(), at.state());
        Node node = Node.EMPTY;
        for (String field : fields.keySet()) {
          Value value = at.names().get("{" + field);
          boolean known = value != Value.TOP && value != NOTHING;
          if (known) {
            node = node.with(field.equals("[") ? Memory.ANY : "#" + field, value);
          } else if (value == Value.TOP && field.equals("[")) {
            node = node.with(Memory.OPAQUE, Value.number(1));
          }
        }
        at.state().setNode(object.single(), node);
        results.add(at.with(object));
      }
      return results;
    }

    private List<Strand> either(Strand strand, Expression.Either either) {
      List<Strand> strands = List.of(strand.with(null));
      for (Expression choice : either.choices()) {
        List<Strand> next = new ArrayList<>();
        for (Strand at : strands) {
          for (Strand chosen : evaluate(at, choice)) {
            Value before = at.value();
            next.add(chosen.with(before == null ? chosen.value() : either(before, chosen.value())));
          }
        }
        strands = next;
      }
      return strands;
    }

    private static Value either(Value a, Value b) {
      return a == NOTHING ? b : b == NOTHING ? a : a.join(b);
    }

    private Value elements(State state, Value container, Value index) {
      if (container.refs().isEmpty()) {
        return container == NOTHING ? NOTHING : Value.TOP;
      }
      Value value = interpreter.readElement(state, container, index, OBJECT);
      boolean mayHoldMore =
          container.refs().keySet().stream()
              .anyMatch(obj -> state.node(obj).fields().containsKey(Memory.OPAQUE));
      return !value.isNull() ? value : mayHoldMore ? Value.TOP : NOTHING;
    }

    private List<Strand> element(Strand strand, Expression.Element element) {
      List<Strand> strands = new ArrayList<>();
      for (Strand owned : evaluate(strand, element.container())) {
        for (Strand indexed : evaluate(owned, element.index())) {
          strands.add(indexed.with(elements(indexed.state(), owned.value(), indexed.value())));
        }
      }
      return strands;
    }

    private Strand part(Strand owned, String name) {
      Value found = null;
      for (Obj obj : owned.value().refs().keySet()) {
        memory.materialise(owned.state(), obj);
        Value value = owned.state().node(obj).fields().get("#" + name);
        if (value != null) {
          found = found == null ? value : found.join(value);
        }
      }
      return owned.with(found == null ? Value.TOP : found);
    }

    private List<Strand> apply(Strand strand, Expression.Apply apply) {
      String type = typeOf(apply.function());
      List<Strand> strands = new ArrayList<>();
      for (Strand owned : evaluate(strand, apply.function())) {
        for (Strand given : evaluateAll(owned, apply.arguments())) {
          List<Value> values = listed(given, apply.arguments().size());
          if (values.stream().anyMatch(value -> value == NOTHING)) {
            strands.add(given.with(NOTHING));
          } else {
            strands.addAll(ended(given, applied(given.state(), owned.value(), type, values)));
          }
        }
      }
      return strands;
    }

    /**
     * Calls a function; one that gets elements may be called for each of them, so that nothing is
     * counted by it.
     */
    private List<Outcome> applied(State state, Value function, String type, List<Value> values) {
      List<Outcome> results = calls.apply(site, state.copy(), function, type, values);
      if (!values.isEmpty()) {
        results.forEach(result -> result.state().forgetCounts(state));
      }
      return results;
    }

    private String typeOf(Expression function) {
      Type[] types = call.argumentTypes();
      return function instanceof Expression.Argument argument && argument.index() < types.length
          ? Obj.typeName(types[argument.index()])
          : "java/lang/Object";
    }

    private List<Strand> invoke(Strand strand, Expression.Invoke invoke) {
      List<Strand> strands = new ArrayList<>();
      for (Strand owned : evaluate(strand, invoke.receiver())) {
        for (Strand given : evaluateAll(owned, invoke.arguments())) {
          List<Value> values = listed(given, invoke.arguments().size());
          strands.addAll(
              ended(
                  given,
                  calls.invokeByName(site, given.state(), owned.value(), invoke.method(), values)));
        }
      }
      return strands;
    }

    /** Evaluates several expressions; the values are kept as names {@code (0}, {@code (1}, .... */
    private List<Strand> evaluateAll(Strand strand, List<Expression> expressions) {
      List<Strand> strands = List.of(strand);
      for (int i = 0; i < expressions.size(); i++) {
        List<Strand> next = new ArrayList<>();
        for (Strand at : strands) {
          for (Strand valued : evaluate(at, expressions.get(i))) {
            Map<String, Value> names = new HashMap<>(valued.names());
            names.put("(" + i, valued.value());
            next.add(new Strand(valued.state(), names, valued.value()));
          }
        }
        strands = next;
      }
      return strands;
    }

    private static List<Value> listed(Strand strand, int count) {
      List<Value> values = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        values.add(strand.names().get("(" + i));
      }
      return values;
    }

    /**
     * Goes on behind a call; also where it doesn't come back, since the library may catch what it
     * throws.
     */
    private List<Strand> ended(Strand strand, List<Outcome> results) {
      List<Strand> strands = new ArrayList<>();
      for (Outcome result : results) {
        if (result.isNormal()) {
          strands.add(strand.in(result.state(), result.result()));
        } else {
          outcomes.add(result);
        }
      }
      return strands.isEmpty() ? List.of(strand.with(NOTHING)) : strands;
    }

    private List<Strand> operation(Strand strand, Expression.Operation operation) {
      List<Strand> strands = new ArrayList<>();
      if (operation.name().equals("branch")) {
        for (Expression way : operation.arguments()) {
          strands.addAll(evaluate(strand.in(strand.state().copy(), Value.TOP), way));
        }
        return strands;
      }
      for (Strand given : evaluateAll(strand, operation.arguments())) {
        List<Value> values = listed(given, operation.arguments().size());
        if (operation.name().equals("each")) {
          strands.addAll(each(given, values.get(0)));
        } else if (operation.name().equals("full")) {
          strands.addAll(full(given, values.get(0)));
        } else if (operation.name().equals("not")) {
          strands.addAll(not(given, values.get(0)));
        } else if (operation.name().equals("some")) {
          strands.add(given.with(values.get(0) == NOTHING ? Value.number(0) : Value.TOP));
        } else if (operation.name().equals("select")) {
          String type = typeOf(operation.arguments().get(0));
          strands.add(given.with(select(given.state(), values.get(0), type, values.get(1))));
        } else {
          strands.add(
              given.with(
                  new Containers(interpreter, site, call)
                      .run(given.state(), operation.name(), values)));
        }
      }
      return strands;
    }

    /** Negates a truth value; one that is not known is taken to be either on a way of its own. */
    private static List<Strand> not(Strand strand, Value value) {
      Sym sym = value.symbol();
      if (sym == null) {
        Integer constant = value.intConstant();
        return List.of(strand.with(constant == null ? Value.TOP : Value.number(1 - constant)));
      }
      List<Strand> strands = new ArrayList<>();
      for (int truth = 0; truth < 2; truth++) {
        State state = strand.state().copy();
        if (state.learn(sym, truth)) {
          strands.add(strand.in(state, Value.number(1 - truth)));
        }
      }
      return strands;
    }

    /** Asks whether a container holds its one element; each answer is a way of its own. */
    private List<Strand> full(Strand strand, Value container) {
      Obj only = container.single();
      if (only == null || !strand.state().node(only).single()) {
        return List.of(strand.with(Value.TOP));
      }
      if (only.kind() != Obj.Kind.MADE) {
        return List.of(strand.with(strand.state().known(About.bool("is full", only, null))));
      }
      Value held = elements(strand.state(), container, Value.TOP);
      if (held == Value.TOP) {
        return List.of(strand.with(held));
      }
      Value some = held == NOTHING ? null : held.nonNull();
      List<Strand> strands = new ArrayList<>();
      if (some != null) {
        State full = strand.state().copy();
        full.setNode(only, full.node(only).withoutElements().with(Memory.ANY, some));
        strands.add(strand.in(full, Value.number(1)));
      }
      if (some == null || held.isNullable()) {
        State empty = strand.state().copy();
        empty.setNode(only, empty.node(only).withoutElements());
        strands.add(strand.in(empty, Value.number(0)));
      }
      return strands;
    }

    /** Returns the elements of which a predicate may hold; each is asked of by itself. */
    private Value select(State state, Value predicate, String type, Value elements) {
      if (elements == NOTHING) {
        return NOTHING;
      }
      Value kept =
          elements.filter(
              obj ->
                  mayHold(state.copy(), predicate, type, Value.of(obj, elements.refs().get(obj))),
              true);
      return kept == null ? NOTHING : kept;
    }

    private boolean mayHold(State state, Value predicate, String type, Value element) {
      List<Outcome> answers = calls.apply(site, state, predicate, type, List.of(element));
      return answers.isEmpty()
          || answers.stream()
              .filter(Outcome::isNormal)
              .anyMatch(answer -> !Integer.valueOf(0).equals(answer.result().intConstant()));
    }

    /**
     * The elements of anything: of what the project itself made iterable by way of its iterator.
     */
    private List<Strand> each(Strand strand, Value container) {
      Value own = container.filter(obj -> isOwnIterable(obj), false);
      Value others = container.filter(obj -> !isOwnIterable(obj), false);
      Value known = others == null ? null : elements(strand.state(), others, Value.TOP);
      if (own == null) {
        return List.of(strand.with(known == null ? Value.TOP : known));
      }
      List<Strand> strands = new ArrayList<>();
      for (Strand iterated :
          ended(strand, calls.invokeByName(site, strand.state(), own, "iterator", List.of()))) {
        for (Strand next :
            ended(
                iterated,
                calls.invokeByName(site, iterated.state(), iterated.value(), "next", List.of()))) {
          strands.add(next.with(known == null ? next.value() : next.value().join(known)));
        }
      }
      return strands;
    }

    private boolean isOwnIterable(Obj obj) {
      return obj.kind() == Obj.Kind.MADE
          && interpreter.program().isProject(obj.type())
          && interpreter.program().isSubtype(obj.type(), "java/lang/Iterable")
          && interpreter.program().dispatch(obj.type(), "iterator()Ljava/util/Iterator;") != null
          && interpreter
              .program()
              .isProject(
                  interpreter
                      .program()
                      .dispatch(obj.type(), "iterator()Ljava/util/Iterator;")
                      .owner()
                      .name());
    }
  }
}
