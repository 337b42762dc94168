package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The operations of the model language that make a sequence of elements from another, as streams
 * do. A short one whose places are known is gone through in its order, the elements of others one
 * after the other as they come.
 */
final class Sequences {
  private static final String STREAM = "java/util/stream/Stream";
  private static final int MADE_PLACE = 41;

  /** Longer sequences are not gone through element by element. */
  static final int MAX = 8;

  private final ModelRun run;
  private final ModelExpressions expressions;
  private final Containers containers;
  private final Predicates predicates;
  private final Orders orders;

  Sequences(
      ModelRun run, ModelExpressions expressions, Containers containers, Predicates predicates) {
    this.run = run;
    this.expressions = expressions;
    this.containers = containers;
    this.predicates = predicates;
    this.orders = new Orders(predicates);
  }

  /** Returns the elements by place if these are known and few, else null. */
  private List<Value> few(State state, Value sequence) {
    List<Value> places = containers.shown(state, sequence);
    return places == null || places.size() > MAX ? null : places;
  }

  private Value make(State state) {
    return Fresh.object(run.site(), MADE_PLACE, STREAM, state);
  }

  Value make(State state, List<Value> places) {
    Value made = make(state);
    Places.set(state, made.single(), places);
    return made;
  }

  /** Makes a sequence of which it is known only what its elements can be. */
  private Value makeOfAny(State state, Value element) {
    Value made = make(state);
    if (element != Strand.NOTHING) {
      containers.addSomewhere(state, made, element);
    }
    return made;
  }

  /** Makes a sequence of the numbers from one to below another. */
  Value numbers(State state, Value from, Value to) {
    Integer first = from.intConstant();
    Integer end = to.intConstant();
    boolean isShort = first != null && end != null && end - (long) first <= MAX;
    if (!isShort) {
      return makeOfAny(state, Value.TOP);
    }
    List<Value> numbers = new ArrayList<>();
    for (int i = first; i < end; i++) {
      numbers.add(Value.number(i));
    }
    return make(state, numbers);
  }

  /** Makes a sequence of what a function makes of each element. */
  List<Strand> map(Strand at, Value sequence, Value function, String type) {
    if (few(at.state(), sequence) == null) {
      return ofAny(
          at,
          sequence,
          (strand, element) -> expressions.call(strand, function, type, List.of(element)));
    }
    Value made = make(at.state());
    return inOrder(
        at.with(made),
        sequence,
        0,
        (strand, element) ->
            expressions.callOnce(strand, function, type, List.of(element)).stream()
                .map(called -> appended(called, made))
                .toList());
  }

  Strand appended(Strand called, Value made) {
    List<Value> places = containers.shown(called.state(), made);
    if (places == null || called.value() == Value.TOP) {
      containers.addSomewhere(called.state(), made, called.value());
    } else {
      places.add(called.value() == Strand.NOTHING ? Value.NULL : called.value());
      Places.set(called.state(), made.single(), places);
    }
    return called.with(made);
  }

  /** Makes a sequence of what becomes of the elements, one after the other in some order. */
  private List<Strand> ofAny(
      Strand at, Value sequence, BiFunction<Strand, Value, List<Strand>> function) {
    List<Strand> strands = new ArrayList<>();
    for (Strand read : run.elements().read(at, sequence, Value.TOP)) {
      List<Value> elements = ModelRun.apart(read.value());
      List<Strand> ways = List.of(read.with(Strand.NOTHING));
      for (Value element : elements) {
        List<Strand> next = new ArrayList<>();
        for (Strand way : ways) {
          for (Strand made : function.apply(way, element)) {
            next.add(made.with(Strand.either(way.value(), made.value())));
          }
        }
        ways = elements.size() == 1 ? next : run.joined(next, Strand::either);
      }
      ways.forEach(way -> strands.add(way.with(makeOfAny(way.state(), way.value()))));
    }
    return strands;
  }

  /** Does something with each element from a place on; where ways part, they meet behind it. */
  private List<Strand> inOrder(
      Strand at, Value sequence, int from, BiFunction<Strand, Value, List<Strand>> step) {
    int count = few(at.state(), sequence).size();
    List<Strand> strands = List.of(at);
    for (int i = from; i < count; i++) {
      List<Strand> next = new ArrayList<>();
      for (Strand strand : strands) {
        next.addAll(step.apply(strand, few(strand.state(), sequence).get(i)));
      }
      strands = count - from == 1 ? next : run.joined(next, Strand::either);
    }
    return strands;
  }

  /** Makes a sequence of those elements for which a predicate can hold. */
  List<Strand> filter(Strand at, Value sequence, Value predicate, String type) {
    List<Value> places = few(at.state(), sequence);
    if (places == null) {
      return run.elements().read(at, sequence, Value.TOP).stream()
          .map(read -> kept(read, predicates.among(read.state(), predicate, type, read.value())))
          .toList();
    }
    List<Value> left = new ArrayList<>();
    Value any = Strand.NOTHING;
    boolean isDecided = true;
    for (Value element : places) {
      Types.Answer answer = predicates.says(at.state().copy(), predicate, type, element);
      isDecided &= answer != Types.Answer.MAYBE;
      if (answer != Types.Answer.NO) {
        left.add(element);
        any = Strand.either(any, predicates.among(at.state(), predicate, type, element));
      }
    }
    return List.of(isDecided ? at.with(make(at.state(), left)) : kept(at, any));
  }

  /**
   * Makes a sequence of the elements before the first one that a predicate refuses, or the rest.
   */
  List<Strand> untilRefused(
      Strand at, Value sequence, Value predicate, String type, boolean isFirst) {
    List<Value> places = few(at.state(), sequence);
    Integer end = places == null ? null : orders.prefix(at.state(), places, predicate, type);
    if (end != null) {
      List<Value> part = isFirst ? places.subList(0, end) : places.subList(end, places.size());
      return List.of(at.with(make(at.state(), part)));
    }
    return run.elements().read(at, sequence, Value.TOP).stream()
        .map(
            read -> {
              Value taken = predicates.among(read.state(), predicate, type, read.value());
              return kept(read, isFirst ? taken : read.value());
            })
        .toList();
  }

  /** Returns whether a predicate holds for one element at least, or for all of them. */
  Strand holds(Strand at, Value sequence, Value predicate, String type, boolean forAll) {
    List<Value> places = few(at.state(), sequence);
    return at.with(orders.holds(at.state(), places, predicate, type, forAll));
  }

  /** Makes a list in a comparator's order; {@link Strand#NOTHING} where that is not known. */
  Strand inOrder(Strand at, Value sequence, Value comparator, String type) {
    List<Value> places = few(at.state(), sequence);
    List<Value> sorted =
        places == null ? null : orders.sorted(at.state(), places, comparator, type);
    return at.with(
        sorted == null ? Strand.NOTHING : containers.copies().listOf(at.state(), sorted));
  }

  private Strand kept(Strand at, Value element) {
    return at.with(makeOfAny(at.state(), element));
  }

  /** Makes a sequence of some elements of another. */
  List<Strand> some(Strand at, Value sequence) {
    return run.elements().read(at, sequence, Value.TOP).stream()
        .map(read -> kept(read, read.value()))
        .toList();
  }

  /** Makes a sequence of the elements of sequences, one after the other. */
  List<Strand> flat(Strand at, Value sequences) {
    List<Value> places = containers.shown(at.state(), sequences);
    List<Value> all = new ArrayList<>();
    boolean isKnown = places != null;
    for (Value each : places == null ? List.<Value>of() : places) {
      List<Value> inner = each.isNullable() ? null : containers.shown(at.state(), each);
      isKnown &= inner != null && all.size() + inner.size() <= Places.MAX;
      all.addAll(inner == null ? List.of() : inner);
    }
    if (isKnown) {
      return List.of(at.with(make(at.state(), all)));
    }
    return run.elements().read(at, sequences, Value.TOP).stream()
        .flatMap(read -> run.elements().read(read, read.value(), Value.TOP).stream())
        .map(read -> kept(read, read.value()))
        .toList();
  }

  /**
   * Returns what a function makes of the elements taken together, from a beginning or the first
   * element on; {@link Strand#NOTHING} where there is neither.
   */
  List<Strand> fold(Strand at, List<Value> arguments, String type) {
    Value sequence = arguments.get(0);
    Value function = arguments.get(1);
    Value begin = arguments.size() > 2 ? arguments.get(2) : null;
    List<Value> places = few(at.state(), sequence);
    if (places == null) {
      return foldAny(at, sequence, function, begin, type);
    }
    if (begin == null && places.isEmpty()) {
      return List.of(at.with(Strand.NOTHING));
    }
    Value held = make(at.state(), List.of(begin == null ? places.get(0) : begin));
    return inOrder(
            at,
            sequence,
            begin == null ? 1 : 0,
            (strand, element) -> {
              Value before = result(strand.state(), held);
              List<Strand> next = new ArrayList<>();
              for (Strand called :
                  expressions.callOnce(strand, function, type, List.of(before, element))) {
                Places.set(called.state(), held.single(), List.of(called.value()));
                next.add(called);
              }
              return next;
            })
        .stream()
        .map(done -> done.with(result(done.state(), held)))
        .toList();
  }

  private Value result(State state, Value held) {
    return state.node(held.single()).fields().getOrDefault("[0]", Value.TOP);
  }

  private List<Strand> foldAny(
      Strand at, Value sequence, Value function, Value begin, String type) {
    List<Strand> strands = new ArrayList<>();
    for (Strand read : run.elements().read(at, sequence, Value.TOP)) {
      Value element = read.value();
      Value first = begin == null ? element : begin;
      for (Strand once : expressions.call(read, function, type, List.of(first, element))) {
        Value known = Strand.either(first, once.value());
        Value next = Strand.either(once.value(), element);
        for (Strand twice : expressions.call(once, function, type, List.of(known, next))) {
          strands.add(twice.with(Strand.either(known, twice.value())));
        }
      }
    }
    return strands;
  }
}
