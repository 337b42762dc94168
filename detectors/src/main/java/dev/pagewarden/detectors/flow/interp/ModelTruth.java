package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.About;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;

/** The operations of the model language that answer a question, each answer on a way of its own. */
final class ModelTruth {
  private final Elements elements;

  ModelTruth(Elements elements) {
    this.elements = elements;
  }

  /** Negates a truth value; one that is not known is taken to be either on a way of its own. */
  static List<Strand> not(Strand strand, Value value) {
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
  List<Strand> full(Strand strand, Value container) {
    Obj only = container.single();
    if (only == null || !strand.state().node(only).single()) {
      return List.of(strand.with(Value.TOP));
    }
    if (only.kind() != Obj.Kind.MADE) {
      return List.of(strand.with(strand.state().known(About.bool("is full", only, null))));
    }
    List<Strand> strands = new ArrayList<>();
    for (Strand read : elements.read(strand, container, Value.TOP)) {
      strands.addAll(full(read, only, read.value()));
    }
    return strands;
  }

  private static List<Strand> full(Strand strand, Obj container, Value held) {
    if (held == Value.TOP) {
      return List.of(strand.with(held));
    }
    Value some = held == Strand.NOTHING ? null : held.nonNull();
    List<Strand> strands = new ArrayList<>();
    if (some != null) {
      State full = strand.state().copy();
      full.setNode(container, full.node(container).withoutElements().with(Memory.ANY, some));
      strands.add(strand.in(full, Value.number(1)));
    }
    if (some == null || held.isNullable()) {
      State empty = strand.state().copy();
      empty.setNode(container, empty.node(container).withoutElements());
      strands.add(strand.in(empty, Value.number(0)));
    }
    return strands;
  }
}
