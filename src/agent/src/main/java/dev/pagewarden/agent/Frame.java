package dev.pagewarden.agent;

import java.util.List;

/** A probed method that runs: what its beginning has to tell its end. */
final class Frame {
  private Callee callee;
  private Object[] operands;
  private Lease lease;
  private Site site;
  private Object innerResult;
  private boolean freshLoan;
  private List<Lease> suspended = List.of();
  private int quietTimes;

  void begin(Callee begun, int quietTimesBefore) {
    callee = begun;
    quietTimes = quietTimesBefore;
  }

  /** Whether it is of an access whose end was not told, since there was no alert then. */
  boolean isForgotten(int quietTimesBefore) {
    return quietTimes != quietTimesBefore && (callee.kind().isAccess() || callee.kind().isStep());
  }

  void end() {
    callee = null;
    operands = null;
    lease = null;
    site = null;
    innerResult = null;
    freshLoan = false;
    suspended = List.of();
  }

  Callee callee() {
    return callee;
  }

  /** Receiver and arguments; the receiver is null for a static method, as are primitive ones. */
  Object[] operands() {
    return operands;
  }

  void setOperands(Object[] all) {
    operands = all;
  }

  Object receiver() {
    return operands == null ? null : operands[0];
  }

  /** The first argument that is an object, or null if there is none. */
  Object firstArgument() {
    for (int i = 1; i < operands.length; i++) {
      if (operands[i] != null) {
        return operands[i];
      }
    }
    return null;
  }

  /** The lease of the value that the method works on, or null. */
  Lease lease() {
    return lease;
  }

  void setLease(Lease of) {
    lease = of;
  }

  /** The site that made the call, or null if unknown. */
  Site site() {
    return site;
  }

  void setSite(Site from) {
    site = from;
  }

  /** The table that a mapping inside this one yielded: by identity, it is not counted again. */
  Object innerResult() {
    return innerResult;
  }

  void setInnerResult(Object table) {
    innerResult = table;
  }

  /** Whether an exporter has made the mapping for this method, which has it from no cache. */
  boolean hasFreshLoan() {
    return freshLoan;
  }

  void setFreshLoan(boolean isFresh) {
    freshLoan = isFresh;
  }

  /** The leases whose tables are unscrambled while this exporter's method runs. */
  List<Lease> suspended() {
    return suspended;
  }

  void setSuspended(List<Lease> leases) {
    suspended = leases;
  }
}
