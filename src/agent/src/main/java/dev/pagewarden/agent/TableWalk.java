package dev.pagewarden.agent;

import java.util.function.Consumer;

/** A way through the entries of a table that passes over chain links. */
interface TableWalk {
  /** Calls an action with each entry. */
  void forEach(Object table, Consumer<Object> action);
}
