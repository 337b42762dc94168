package dev.pagewarden.detectors.flow.state;

/**
 * Takes into a state what a test has shown of a number; what that says of the numbers that it
 * follows from is theirs.
 *
 * @param state the state
 */
record Assumptions(State state) {
  /** Returns whether a symbol can stand in a relation to a constant, for what is known. */
  boolean take(Sym sym, Relation relation, long constant) {
    if (sym.bool()) {
      boolean falls = relation.holds(0, constant);
      boolean holds = relation.holds(1, constant);
      return falls && holds || (falls || holds) && state.learn(sym, holds ? 1 : 0);
    }
    if (sym.identity() instanceof Bits bits) {
      return take(sym, bits, relation, constant);
    }
    if (sym.identity() instanceof Compared compared) {
      return take(sym, compared, relation, constant);
    }
    if (sym.identity() instanceof Computed computed && computed.shiftOf() instanceof Sym of) {
      return take(of, relation, constant - computed.shift());
    }
    if (sym.identity() instanceof Widened widened && widened.of() instanceof Sym of) {
      return take(of, relation, constant);
    }
    return narrow(sym, relation, constant);
  }

  private boolean take(Sym sym, Bits bits, Relation relation, long constant) {
    boolean isPositive = bits.mask() >= 0 && bits.inverted() == 0;
    if (isPositive && constant == 0 && relation == Relation.MORE) {
      return take(sym, bits, Relation.OTHER, 0);
    }
    if (isPositive && constant == 0 && relation == Relation.AT_MOST) {
      return take(bits, 0);
    }
    if (relation == Relation.EQUAL) {
      return constant == (int) constant && take(bits, (int) constant);
    }
    if (relation != Relation.OTHER || constant != (int) constant) {
      return narrow(sym, relation, constant);
    }
    Range known = state.tests().range(bits.of());
    Integer only = bits.in(known);
    Integer instead = bits.insteadOf((int) constant, known);
    if (only != null || instead != null) {
      return only != null ? only != constant : take(bits, instead);
    }
    return narrow(bits.plain(), Relation.OTHER, (int) constant ^ bits.inverted());
  }

  /** Returns whether bits can have a value, for what is known of them and of their number. */
  boolean take(Bits bits, int value) {
    Range known = state.tests().range(bits.of());
    boolean isAllowed =
        bits.allow(value) && state.tests().range(bits.plain()).allows(value ^ bits.inverted());
    Range more = isAllowed ? known.withBits(bits.mask(), value ^ bits.inverted()) : null;
    return more != null && narrow(bits.of(), known, more);
  }

  private boolean take(Sym sym, Compared compared, Relation relation, long constant) {
    if (constant == 0 && isWhole(compared.b()) && compared.a() instanceof Sym of) {
      return take(of, relation, ((Number) compared.b()).longValue());
    }
    if (constant == 0 && isWhole(compared.a()) && compared.b() instanceof Sym of) {
      return take(of, relation.swapped(), ((Number) compared.a()).longValue());
    }
    Sym swapped = new Sym(compared.swapped(), Sym.Kind.INT, null);
    return state.ranges().containsKey(swapped)
        ? narrow(swapped, relation.swapped(), -constant)
        : narrow(sym, relation, constant);
  }

  private static boolean isWhole(Object number) {
    return number instanceof Integer || number instanceof Long;
  }

  /** Returns whether a symbol can be in a range, for what is known. */
  boolean take(Sym sym, Range range) {
    Integer value = state.facts().get(sym);
    if (value != null && sym.identity() instanceof About) {
      return range.allows(value);
    }
    Range known = state.tests().range(sym);
    Range more = known.meet(range);
    return more != null && narrow(sym, known, more);
  }

  private boolean narrow(Sym sym, Relation relation, long constant) {
    Range known = state.tests().range(sym);
    Range more = known.with(relation, constant);
    return more != null && narrow(sym, known, more);
  }

  private boolean narrow(Sym sym, Range known, Range more) {
    if (more.equals(known)) {
      return true;
    }
    Long only = more.only();
    if (only != null && sym.kind() == Sym.Kind.INT && only == only.intValue()) {
      return state.learn(sym, only.intValue());
    }
    state.note(sym, more);
    if (more.mask() != known.mask()) {
      state.replaceNumbers(number -> Bits.knownIn(number, sym, more));
    }
    return true;
  }
}
