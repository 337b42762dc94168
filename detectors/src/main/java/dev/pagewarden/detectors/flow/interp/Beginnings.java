package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The operations of the model language that take elements from the beginning of a sequence: of one
 * of which each element is made from the one before, they make as many as are asked for.
 */
final class Beginnings {
  /** The part that is the first element. */
  private static final String SEED = "#seed";

  /** The part that makes an element from the one before. */
  private static final String STEP = "#step";

  private static final String STEP_TYPE = "java/util/function/UnaryOperator";

  private final ModelRun run;
  private final ModelExpressions expressions;
  private final Containers containers;
  private final Sequences sequences;

  Beginnings(
      ModelRun run, ModelExpressions expressions, Containers containers, Sequences sequences) {
    this.run = run;
    this.expressions = expressions;
    this.containers = containers;
    this.sequences = sequences;
  }

  /** Makes a sequence without its first elements, or of these only. */
  List<Strand> part(Strand at, Value sequence, Value count, boolean isFirst) {
    List<Value> places = containers.shown(at.state(), sequence);
    Number number = count.isConstant() ? (Number) count.number() : null;
    if (places != null && number != null) {
      int cut = (int) Math.min(places.size(), number.longValue());
      List<Value> part = isFirst ? places.subList(0, cut) : places.subList(cut, places.size());
      return List.of(at.with(sequences.make(at.state(), part)));
    }
    List<Strand> made = isFirst ? first(at, sequence, number) : null;
    return made != null ? made : sequences.some(at, sequence);
  }

  /**
   * Makes a sequence of the first elements.
   *
   * @param count how many, null if that isn't known
   * @return null if they aren't made from one another, or are many, or there may be nothing to make
   *     one of them from
   */
  private List<Strand> first(Strand at, Value sequence, Number count) {
    Obj only = sequence.single();
    Map<String, Value> fields = only == null ? Map.of() : at.state().node(only).fields();
    boolean areFew = count != null && count.longValue() > 0 && count.longValue() <= Sequences.MAX;
    if (!areFew || !fields.containsKey(SEED) || !fields.containsKey(STEP)) {
      return null;
    }
    Strand begun = at.in(at.state().copy(), Value.TOP);
    Value made = sequences.make(begun.state(), List.of(fields.get(SEED)));
    List<Strand> strands = List.of(begun.with(made));
    for (int i = 1; i < count.intValue(); i++) {
      List<Strand> next = new ArrayList<>();
      for (Strand strand : strands) {
        List<Value> places = containers.shown(strand.state(), made);
        if (places == null || places.get(i - 1).isNullable()) {
          return null;
        }
        List<Value> last = List.of(places.get(i - 1));
        for (Strand called : expressions.callOnce(strand, fields.get(STEP), STEP_TYPE, last)) {
          next.add(sequences.appended(called, made));
        }
      }
      strands = run.joined(next, Strand::either);
    }
    return strands;
  }
}
