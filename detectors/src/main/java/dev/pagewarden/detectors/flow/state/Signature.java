package dev.pagewarden.detectors.flow.state;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What tells states apart that must not be joined lightly: which slots and fields hold imported
 * values, which of these are still mapped, from which buffers and with whose consent, which slots
 * hold those buffers, and what a test is about to go by.
 */
final class Signature {
  private final State state;
  private final Set<Object> signs = new LinkedHashSet<>();
  private final Set<Obj> sources = new HashSet<>();

  private Signature(State state) {
    this.state = state;
  }

  /** A field in which something is that counts. */
  private record Place(Obj obj, String field) {}

  /** Returns a state's signature, which equals that of states it may be joined with. */
  static Object of(State state) {
    Signature signature = new Signature(state);
    signature.sign();
    return signature.signs;
  }

  private void sign() {
    state.work().add(state.locals().length + state.heap().size());
    for (Map.Entry<Obj, Node> entry : state.heap().entrySet()) {
      if (entry.getKey().isImported()) {
        signTable(entry.getKey(), entry.getValue());
      } else {
        entry
            .getValue()
            .fields()
            .forEach((field, value) -> signImported(new Place(entry.getKey(), field), value));
      }
    }
    for (int i = 0; i < state.locals().length; i++) {
      signSlot(i, state.locals()[i]);
    }
    for (int i = 0; i < state.depth(); i++) {
      Value value = state.stack().get(i);
      signSlot(-1 - i, value);
      if (value.intConstant() != null) {
        signs.add(Map.of(-1 - i, value));
      }
    }
  }

  private void signTable(Obj table, Node node) {
    boolean isMapped = table.derived().mapping().isMapped(state);
    node.fields()
        .forEach(
            (field, value) -> {
              boolean isSource = field.startsWith(Mapping.BUFFER);
              boolean counts = isSource || field.equals(Mapping.OPEN) && value.isConstant();
              if (field.equals(Mapping.MAPPED) || isMapped && counts) {
                signs.add(
                    Map.of(new Place(table, field), isSource ? value.refs().keySet() : value));
              }
              if (isMapped && isSource) {
                sources.addAll(value.refs().keySet());
              }
            });
  }

  private void signSlot(int slot, Value value) {
    signImported(slot, value);
    if (!value.refs().isEmpty() && value.refs().keySet().stream().anyMatch(sources::contains)) {
      signs.add(Map.of(slot, value.refs().keySet()));
    }
  }

  private void signImported(Object slot, Value value) {
    if (value.hasImported()) {
      signs.add(
          Map.of(slot, value.imported(), "other", value.refs().size() > value.imported().size()));
    }
  }
}
