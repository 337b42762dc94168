package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.model.Expression;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.Older;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.StateJoin;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.objectweb.asm.Type;

/** Evaluates a model's expressions, on every way that a call in them can end. */
final class ModelExpressions {
  private static final String THROWN = "thrown";

  private final Interpreter interpreter;
  private final Calls calls;
  private final ModelRun run;
  private final ModelOperations operations;

  /** Whether functions that are called now may be called any number of times. */
  private boolean isRepeated;

  /** Where ways go on that end in an exception; null where nobody catches it. */
  private List<Strand> caught;

  ModelExpressions(LibraryCalls library, ModelRun run) {
    this.interpreter = library.interpreter();
    this.calls = library.calls();
    this.run = run;
    this.operations = new ModelOperations(library, run, this);
  }

  /** A way through a model on which several expressions were evaluated. */
  record Listed(Strand strand, List<Value> values) {}

  List<Strand> evaluate(Strand strand, Expression expression) {
    if (expression instanceof Expression.This) {
      return List.of(strand.with(strand.names().get(ModelRun.THIS)));
    }
    if (expression instanceof Expression.Argument argument) {
      return List.of(strand.with(strand.names().getOrDefault("p" + argument.index(), Value.TOP)));
    }
    if (expression instanceof Expression.Name name) {
      return List.of(strand.with(strand.names().getOrDefault(name.name(), Strand.NOTHING)));
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
      return each(
          evaluate(strand, elements.container()),
          at -> run.elements().read(at, at.value(), Value.TOP));
    }
    if (expression instanceof Expression.Element element) {
      return element(strand, element);
    }
    if (expression instanceof Expression.Part part) {
      return each(evaluate(strand, part.owner()), at -> part(at, part.name()));
    }
    if (expression instanceof Expression.Apply apply) {
      return apply(strand, apply);
    }
    if (expression instanceof Expression.Invoke invoke) {
      return invoke(strand, invoke);
    }
    return operations.run(strand, (Expression.Operation) expression);
  }

  /** Reads a part; a number in an object from outside is the same each time. */
  private List<Strand> part(Strand strand, String name) {
    Obj only = strand.value().single();
    Type type = run.call().returnType();
    boolean isNumber = type.getSort() > Type.VOID && type.getSort() <= Type.INT;
    List<Strand> parts = new ArrayList<>();
    for (Strand part : run.elements().part(strand, strand.value(), name)) {
      boolean isOpen = part.value() == Value.TOP && isNumber && only != null;
      parts.add(
          isOpen && only.kind() == Obj.Kind.UNKNOWN
              ? part.with(interpreter.memory().read(part.state(), Value.of(only), "#" + name, type))
              : part);
    }
    return parts;
  }

  private static List<Strand> each(
      List<Strand> strands, java.util.function.Function<Strand, List<Strand>> next) {
    List<Strand> all = new ArrayList<>();
    strands.forEach(strand -> all.addAll(next.apply(strand)));
    return all;
  }

  /** Evaluates several expressions, one after the other. */
  List<Listed> evaluateAll(Strand strand, List<Expression> expressions) {
    List<Listed> lists = List.of(new Listed(strand, List.of()));
    for (Expression expression : expressions) {
      List<Listed> next = new ArrayList<>();
      for (Listed list : lists) {
        for (Strand valued : evaluate(list.strand(), expression)) {
          List<Value> values = new ArrayList<>(list.values());
          values.add(valued.value());
          next.add(new Listed(valued, values));
        }
      }
      lists = next;
    }
    return lists;
  }

  private List<Strand> make(Strand strand, Expression.New made) {
    List<String> fields = List.copyOf(made.fields().keySet());
    List<Strand> strands = new ArrayList<>();
    for (Listed list : evaluateAll(strand, List.copyOf(made.fields().values()))) {
      State state = list.strand().state();
      Obj obj = new Obj(Obj.Kind.MADE, made.type(), run.site().made(made.place()), null);
      Obj earlier = state.has(obj) ? obj.withIdentity(new Older(obj.identity())) : obj;
      Value object = Fresh.object(obj, state);
      Node node = Node.EMPTY;
      for (int i = 0; i < fields.size(); i++) {
        Value value = list.values().get(i).renamed(obj, earlier);
        if (value == Value.TOP && fields.get(i).equals("[")) {
          node = node.with(Memory.OPAQUE, Value.number(1));
        }
        boolean isOpenPlace = value == Value.TOP && Elements.PLACES.contains(fields.get(i));
        if (isOpenPlace || !Strand.isNone(value)) {
          String field =
              fields.get(i).equals("[")
                  ? Memory.ANY
                  : run.elements().partField(made.type(), fields.get(i));
          node = node.with(field, value);
        }
      }
      state.setNode(object.single(), Elements.flattened(state, node));
      strands.add(list.strand().renamed(obj, earlier).with(object));
    }
    return strands;
  }

  private List<Strand> either(Strand strand, Expression.Either either) {
    return evaluateAll(strand, either.choices()).stream()
        .map(
            list ->
                list.strand().with(list.values().stream().reduce(Strand.NOTHING, Strand::either)))
        .toList();
  }

  private List<Strand> element(Strand strand, Expression.Element element) {
    List<Strand> strands = new ArrayList<>();
    for (Listed list : evaluateAll(strand, List.of(element.container(), element.index()))) {
      Value container = list.values().get(0);
      for (Strand read : run.elements().read(list.strand(), container, list.values().get(1))) {
        boolean mayBeAbsent =
            read.value() != Strand.NOTHING
                && Memory.element(read.state(), list.values().get(1)).equals(Memory.ANY)
                && container.refs().keySet().stream().anyMatch(this::isMap);
        strands.add(mayBeAbsent ? read.with(read.value().orNull()) : read);
      }
    }
    return strands;
  }

  private boolean isMap(Obj obj) {
    return interpreter.program().isSubtype(obj.type(), "java/util/Map");
  }

  private List<Strand> apply(Strand strand, Expression.Apply apply) {
    String type = typeOf(apply.function());
    return call(
        strand,
        apply.function(),
        apply.arguments(),
        (list, function) ->
            list.values().stream().anyMatch(value -> value == Strand.NOTHING)
                ? null
                : applied(list.strand().state(), function, type, list.values()));
  }

  /** Calls a function with values that may be any of several elements. */
  List<Strand> call(Strand strand, Value function, String type, List<Value> values) {
    return isCalled(function, values)
        ? ended(strand, applied(strand.state(), function, type, values))
        : List.of(strand.with(Strand.NOTHING));
  }

  /** Calls a function exactly once. */
  List<Strand> callOnce(Strand strand, Value function, String type, List<Value> values) {
    State state = strand.state().copy();
    return isCalled(function, values)
        ? ended(strand, calls.functions().apply(run.nextSite(), state, function, type, values))
        : List.of(strand.with(Strand.NOTHING));
  }

  private static boolean isCalled(Value function, List<Value> values) {
    return function != Strand.NOTHING
        && values.stream().noneMatch(value -> value == Strand.NOTHING);
  }

  /**
   * Calls a function; one that gets elements, or makes them, may be called for each: once more
   * where it has counted, and what it counts to isn't known.
   */
  private List<Outcome> applied(State state, Value function, String type, List<Value> values) {
    List<Outcome> results =
        calls.functions().apply(run.nextSite(), state.copy(), function, type, values);
    if (values.isEmpty() && !isRepeated) {
      return results;
    }
    List<Outcome> all = new ArrayList<>(results);
    for (Outcome result : results) {
      boolean hasCounted = interpreter.memory().repeat(state, result.state());
      if (hasCounted && result.isNormal()) {
        State once = result.state().copy();
        calls
            .functions()
            .apply(run.nextSite(), once, function, type, values)
            .forEach(o -> addTo(all, o));
      }
    }
    return all;
  }

  /** Adds how a call ended to how others did; those that gave the same result are joined. */
  private void addTo(List<Outcome> outcomes, Outcome added) {
    Site site = run.site();
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome known = outcomes.get(i);
      if (known.isNormal() && added.isNormal() && known.result().equals(added.result())) {
        StateJoin join = site.join(interpreter.memory());
        State joined = join.join(known.state(), added.state());
        outcomes.set(i, Outcome.returned(joined, known.result()));
        return;
      }
    }
    outcomes.add(added);
  }

  /** Returns the declared type of what a function comes from, Object where that is not known. */
  String typeOf(Expression function) {
    Type[] types = run.call().argumentTypes();
    return function instanceof Expression.Argument argument && argument.index() < types.length
        ? Obj.typeName(types[argument.index()])
        : "java/lang/Object";
  }

  private List<Strand> invoke(Strand strand, Expression.Invoke invoke) {
    return call(
        strand,
        invoke.receiver(),
        invoke.arguments(),
        (list, receiver) ->
            calls.invokeByName(
                run.nextSite(), list.strand().state(), receiver, invoke.method(), list.values()));
  }

  /** Calls something; with null for its outcomes where it turns out that it isn't called. */
  private List<Strand> call(
      Strand strand,
      Expression receiver,
      List<Expression> arguments,
      BiFunction<Listed, Value, List<Outcome>> calling) {
    List<Strand> strands = new ArrayList<>();
    for (Strand owned : evaluate(strand, receiver)) {
      for (Listed list : evaluateAll(owned, arguments)) {
        boolean isNobody = owned.value() == Strand.NOTHING;
        List<Outcome> outcomes = isNobody ? null : calling.apply(list, owned.value());
        strands.addAll(
            outcomes == null
                ? List.of(list.strand().with(Strand.NOTHING))
                : ended(list.strand(), outcomes));
      }
    }
    return strands;
  }

  /**
   * Goes on behind a call; also where it doesn't come back, since the library may catch what it
   * throws.
   */
  List<Strand> ended(Strand strand, List<Outcome> results) {
    List<Strand> strands = new ArrayList<>();
    boolean isCaught = false;
    for (Outcome result : results) {
      if (result.isNormal()) {
        strands.add(strand.in(result.state(), result.result()));
      } else if (caught != null) {
        caught.add(strand.in(result.state(), Strand.NOTHING).named(THROWN, result.thrown()));
        isCaught = true;
      } else {
        run.end(result);
      }
    }
    return strands.isEmpty() && !isCaught ? List.of(strand.with(Strand.NOTHING)) : strands;
  }

  /** Evaluates an expression whose functions may be called any number of times. */
  List<Strand> evaluateRepeated(Strand strand, Expression expression) {
    boolean outer = isRepeated;
    isRepeated = true;
    List<Strand> strands = evaluate(strand, expression);
    isRepeated = outer;
    return strands;
  }

  /** Evaluates an expression; where it throws, the exception is bound to {@code thrown}. */
  List<Strand> evaluateCaught(Strand strand, Expression expression) {
    List<Strand> outer = caught;
    List<Strand> here = new ArrayList<>();
    caught = here;
    List<Strand> strands = new ArrayList<>();
    for (Strand done : evaluate(strand, expression)) {
      strands.add(done.named(THROWN, Strand.NOTHING));
    }
    caught = outer;
    strands.addAll(here);
    return strands;
  }
}
