package dev.pagewarden.detectors.flow.state;

/** How one number can be said to relate to another. */
public enum Relation {
  EQUAL,
  OTHER,
  LESS,
  AT_LEAST,
  MORE,
  AT_MOST;

  /** Returns whether it holds between two numbers. */
  public boolean holds(long a, long b) {
    return switch (this) {
      case EQUAL -> a == b;
      case OTHER -> a != b;
      case LESS -> a < b;
      case AT_LEAST -> a >= b;
      case MORE -> a > b;
      case AT_MOST -> a <= b;
    };
  }

  /** Returns what holds where this one does not. */
  public Relation negated() {
    return switch (this) {
      case EQUAL -> OTHER;
      case OTHER -> EQUAL;
      case LESS -> AT_LEAST;
      case AT_LEAST -> LESS;
      case MORE -> AT_MOST;
      case AT_MOST -> MORE;
    };
  }

  /** Returns what holds between the second number and the first where this one holds. */
  public Relation swapped() {
    return switch (this) {
      case EQUAL, OTHER -> this;
      case LESS -> MORE;
      case AT_LEAST -> AT_MOST;
      case MORE -> LESS;
      case AT_MOST -> AT_LEAST;
    };
  }
}
