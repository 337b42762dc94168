package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.model.Expression;
import dev.pagewarden.detectors.flow.model.Model;
import dev.pagewarden.detectors.flow.model.Statement;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.StateJoin;
import dev.pagewarden.detectors.flow.state.StateSet;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.objectweb.asm.Type;

/** One call of a modelled method: its statements, on every way through them. */
final class ModelRun {
  /** The receiver's name. */
  static final String THIS = "this";

  /** So many objects are looked at one by one. */
  private static final int MAX_APART = 8;

  private final Interpreter interpreter;
  private final Site site;
  private final Call call;
  private final List<Value> arguments;
  private final Elements elements;
  private final Stores stores;
  private final ModelExpressions expressions;
  private final List<Outcome> outcomes = new ArrayList<>();
  private int steps;

  ModelRun(LibraryCalls library, Site site, Call call, List<Value> arguments) {
    this.interpreter = library.interpreter();
    this.site = site;
    this.call = call;
    this.arguments = arguments;
    this.elements = new Elements(library, this);
    this.stores = new Stores(interpreter, elements);
    this.expressions = new ModelExpressions(library, this);
  }

  List<Outcome> run(State begin, Model model) {
    new RecordKeys(interpreter.program()).name(begin, arguments);
    List<Strand> begun = List.of(new Strand(begin, named(), Value.TOP));
    for (Strand strand : runAll(begun, model.statements())) {
      Value unknown = Fresh.unknown(site, 0, call.returnType(), strand.state());
      end(Outcome.returned(strand.state(), unknown));
    }
    return outcomes;
  }

  private List<Strand> runAll(List<Strand> begun, List<Statement> statements) {
    List<Strand> strands = begun;
    for (Statement statement : statements) {
      List<Strand> next = new ArrayList<>();
      for (Strand strand : strands) {
        next.addAll(run(strand, statement));
      }
      strands = next;
    }
    return strands;
  }

  /** Returns receiver and arguments by the names that they have in models. */
  private Map<String, Value> named() {
    Map<String, Value> names = new HashMap<>();
    int first = call.isStatic() ? 0 : 1;
    for (int i = first; i < arguments.size(); i++) {
      names.put("p" + (i - first), arguments.get(i));
    }
    if (first == 1) {
      names.put(THIS, arguments.get(0));
    }
    return names;
  }

  /** Runs a statement; strands that end here become outcomes. */
  private List<Strand> run(Strand strand, Statement statement) {
    if (statement instanceof Statement.Return end) {
      for (Strand done : expressions.evaluate(strand, end.value())) {
        end(Outcome.returned(done.state(), asResult(done)));
      }
      return List.of();
    }
    if (statement instanceof Statement.Let let) {
      return expressions.evaluate(strand, let.value()).stream()
          .map(done -> done.named(let.name(), done.value()))
          .toList();
    }
    if (statement instanceof Statement.Store store) {
      return store(strand, store);
    }
    if (statement instanceof Statement.Each each) {
      return each(strand, each);
    }
    if (statement instanceof Statement.While loop) {
      return repeat(strand, loop);
    }
    Expression run = ((Statement.Run) statement).expression();
    List<Strand> strands = expressions.evaluate(strand, run);
    // Nobody asks for the result, as for that of a key's hashCode().
    return run instanceof Expression.Invoke ? joined(strands, (a, b) -> Value.TOP) : strands;
  }

  /** Joins ways and, by an operator, their values; none where there are none. */
  List<Strand> joined(List<Strand> strands, BinaryOperator<Value> values) {
    StateJoin join = site.join(interpreter.memory());
    return strands.stream()
        .reduce((a, b) -> a.in(join.join(a.state(), b.state()), values.apply(a.value(), b.value())))
        .map(List::of)
        .orElse(strands);
  }

  /** Runs statements for one object after the other; the ways behind each are joined. */
  private List<Strand> each(Strand strand, Statement.Each each) {
    List<Strand> strands = new ArrayList<>();
    for (Strand over : expressions.evaluate(strand, each.over())) {
      List<Strand> at = List.of(over);
      for (Value element : apart(over.value())) {
        List<Strand> begun = at.stream().map(way -> way.named(each.name(), element)).toList();
        List<Strand> ended = joined(runAll(begun, each.body()), (a, b) -> Value.TOP);
        at = ended.isEmpty() ? at : ended;
      }
      strands.addAll(at);
    }
    return strands;
  }

  /**
   * Goes round a loop until nothing new is known behind it. Each round's calls are at the same
   * sites, so that what they make has the same names.
   */
  private List<Strand> repeat(Strand begin, Statement.While loop) {
    StateSet seen = new StateSet(site.join(interpreter.memory()));
    Deque<State> open = new ArrayDeque<>(List.of(begin.state()));
    List<Strand> left = new ArrayList<>();
    int firstStep = steps;
    while (!open.isEmpty()) {
      steps = firstStep;
      Strand round = begin.in(open.remove().copy(), Value.TOP);
      for (Strand asked : expressions.evaluate(round, loop.condition())) {
        Integer answer = asked.value().intConstant();
        if (answer == null || answer == 0) {
          left.add(asked.in(asked.state().copy(), Value.TOP));
        }
        if (answer == null || answer != 0) {
          for (Strand done : runAll(List.of(asked), loop.body())) {
            State next = seen.add(done.state());
            if (next != null) {
              open.add(next);
            }
          }
        }
      }
    }
    return joined(left, (a, b) -> Value.TOP);
  }

  /** Returns the objects that a value can be, each by itself as long as they are few. */
  static List<Value> apart(Value value) {
    if (value == Strand.NOTHING) {
      return List.of();
    }
    if (value.refs().isEmpty() || value.refs().size() > MAX_APART) {
      return List.of(value);
    }
    return value.refs().entrySet().stream()
        .map(ref -> Value.of(ref.getKey(), ref.getValue()))
        .toList();
  }

  /** A result that says nothing of its type is better taken as unknown of the declared one. */
  private Value asResult(Strand strand) {
    Value value = strand.value();
    boolean wide = call.returnType().getSize() == 2;
    if (value == Strand.NOTHING && call.returnType().getSort() >= Type.ARRAY) {
      return Value.NULL;
    }
    if (Strand.isNone(value) && call.returnType().getSort() != Type.VOID
        || wide && !value.isWide()) {
      return Fresh.unknown(site, 0, call.returnType(), strand.state());
    }
    return value;
  }

  private List<Strand> store(Strand strand, Statement.Store store) {
    List<Strand> stored = new ArrayList<>();
    for (Strand valued : expressions.evaluate(strand, store.value())) {
      Value value = asStored(valued.value());
      for (Strand owned : expressions.evaluate(valued, ownerOf(store.target()))) {
        if (store.target() instanceof Expression.Element element) {
          for (Strand indexed : expressions.evaluate(owned, element.index())) {
            State state = indexed.state();
            stores.write(state, owned.value(), indexed.value(), value, store);
            stored.add(indexed.with(Value.TOP));
          }
        } else if (store.target() instanceof Expression.Part part) {
          stores.writeField(owned.state(), owned.value(), "#" + part.name(), value, store);
          stored.add(owned.with(Value.TOP));
        } else {
          stores.writeField(owned.state(), owned.value(), Memory.ANY, value, store);
          stored.add(owned.with(Value.TOP));
        }
      }
    }
    return stored;
  }

  /** Returns a value with the trace of its being put into a container by this call. */
  Value asStored(Value value) {
    return interpreter.steps().storedBy(site, call, value);
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

  /** Ends the model on one way. */
  void end(Outcome outcome) {
    outcomes.add(outcome);
  }

  Site site() {
    return site;
  }

  /** Returns a site for the model's next call. */
  Site nextSite() {
    return site.step(++steps);
  }

  /** Returns the call that the model stands for. */
  Call call() {
    return call;
  }

  /** Returns the call's arguments, the receiver first. */
  List<Value> arguments() {
    return arguments;
  }

  /** Returns the call's arguments without the receiver. */
  List<Value> givenArguments() {
    return call.isStatic() ? arguments : arguments.subList(1, arguments.size());
  }

  Elements elements() {
    return elements;
  }
}
