package dev.pagewarden.detectors.flow.state;

/**
 * The identity of what a field of an object held when the method under analysis began.
 *
 * @param obj the object
 * @param field the field
 */
record Field(Obj obj, String field) {
  /**
   * Returns the object on the way to the given one that the same field led to, or null: lists and
   * trees from outside would have names without end otherwise.
   */
  static Obj ancestor(Obj obj, String field) {
    for (Obj at = obj; at.identity() instanceof Field link; at = link.obj()) {
      if (link.field().equals(field)) {
        return at;
      }
    }
    return null;
  }
}
