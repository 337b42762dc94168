package dev.pagewarden.detectors.flow.state;

import dev.pagewarden.contract.Subject;
import dev.pagewarden.detectors.flow.Location;

/**
 * What a call of a mapping method has mapped.
 *
 * @param location the call
 * @param tableType the type that the mapping method returns, in internal form
 * @param earlier whether it stands for what the call mapped before it mapped the last one, and is
 *     mapped still
 */
public record Mapping(Location location, String tableType, boolean earlier) {
  /** The field of a mapped table's object that is 0 once the table has been unmapped. */
  public static final String MAPPED = "#mapped";

  /** How those fields of a mapped table's object begin that hold what it was mapped from. */
  public static final String BUFFER = "#buffer";

  /** The field of a mapped table's object that is 1 where who owns its pages has consented. */
  public static final String OPEN = "#open";

  /** Returns whether the table may be mapped still. */
  public boolean isMapped(State state) {
    Value mapped = state.node(Obj.imported(this, Subject.TABLE)).fields().get(MAPPED);
    return mapped == null || !Integer.valueOf(0).equals(mapped.intConstant());
  }

  /**
   * Returns whether the table still is another one than what the call maps next: it is mapped, or
   * somebody may hold it after it was unmapped.
   */
  public boolean isLeft(State state) {
    Obj table = Obj.imported(this, Subject.TABLE);
    return state.has(table)
        && (isMapped(state) || state.isGiven(table) || Reachability.isHeld(state, this));
  }

  /** Returns whether who owns the pages has surely consented to their use. */
  public boolean isOpen(State state) {
    Node table = state.node(Obj.imported(this, Subject.TABLE));
    Value open = table.fields().get(OPEN);
    return open != null && Integer.valueOf(1).equals(open.intConstant())
        || state.consents().stream().anyMatch(consenter -> isMappedFrom(table, consenter));
  }

  /** Returns whether a buffer or attachment is surely what a table was mapped from. */
  static boolean isMappedFrom(Node table, Obj buffer) {
    return table.fields().entrySet().stream()
        .anyMatch(
            field -> field.getKey().startsWith(BUFFER) && buffer.equals(field.getValue().single()));
  }

  /** Returns the node of an object, changed if that is a table from a buffer that has consented. */
  static Node openedIfFrom(Obj obj, Node node, Obj buffer) {
    boolean isOpened = obj.isImported() && isMappedFrom(node, buffer);
    return isOpened ? node.with(OPEN, Value.number(1)) : node;
  }

  /** Returns whether a table was mapped by what is being run. */
  static boolean isMappedHere(Node table) {
    return table.fields().keySet().stream().anyMatch(field -> field.startsWith(BUFFER));
  }

  /** Returns what the call mapped before this. */
  Mapping before() {
    return new Mapping(location, tableType, true);
  }

  /** Returns the name of an object from when the call maps again. */
  Obj retired(Obj obj) {
    return obj.isImported() && obj.derived().mapping().equals(this)
        ? Obj.imported(before(), obj.derived().subject())
        : obj;
  }
}
