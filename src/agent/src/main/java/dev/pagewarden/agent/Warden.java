package dev.pagewarden.agent;

import dev.pagewarden.contract.Carrier;
import dev.pagewarden.contract.Member;
import dev.pagewarden.contract.Subject;

/**
 * What the probes report to: decides whether an access is an importer's and to an imported table.
 *
 * <p>A probe before a call announces its site; the probe at the beginning of the called method
 * takes it and holds the operand against the {@link Ledger}. An access that nobody announced came
 * by reflection, a method handle or code without probes, and is traced by {@link Callers}.
 *
 * <p>No probe ever throws into the program, but for the refusal that {@code onaccess=throw} asks
 * for.
 */
final class Warden {
  private final Registry registry;
  private final Ledger ledger;
  private final Loans loans;
  private final Callers callers;
  private final Recorder recorder;
  private final Troubles troubles;
  private final boolean refusing;
  private final ThreadLocal<ThreadState> states = ThreadLocal.withInitial(ThreadState::new);

  Warden(
      Registry registry,
      Ledger ledger,
      Loans loans,
      Callers callers,
      Recorder recorder,
      Troubles troubles,
      boolean refusing) {
    this.registry = registry;
    this.ledger = ledger;
    this.loans = loans;
    this.callers = callers;
    this.recorder = recorder;
    this.troubles = troubles;
    this.refusing = refusing;
  }

  /** The next call on this thread is the one of this site. */
  void site(int id) {
    ThreadState state = states.get();
    if (!state.isAgentAtWork()) {
      state.announce(registry.site(id));
    }
  }

  /**
   * A probed method begins.
   *
   * @param operand what the method works on; for some kinds receiver and arguments in an array
   * @throws IllegalStateException if the access is refused
   */
  void enter(Object operand, int id) {
    Callee callee = registry.callee(id);
    if (callee.kind() == Callee.Kind.DERIVE && !ledger.mustFollowSteps()) {
      return;
    }
    ThreadState state = states.get();
    if (state.isAgentAtWork()) {
      return;
    }
    IllegalStateException refusal = null;
    state.setAgentAtWork(true);
    try {
      refusal = begin(callee, operand, state);
    } catch (Throwable e) {
      troubles.report("at the beginning of " + callee.className() + "." + callee.methodName(), e);
    } finally {
      state.setAgentAtWork(false);
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /** A probed method ends; the result is null if it threw or has none. */
  void leave(Object result, int id) {
    Callee callee = registry.callee(id);
    if (callee.kind() == Callee.Kind.DERIVE && !ledger.mustFollowSteps()) {
      return;
    }
    ThreadState state = states.get();
    if (state.isAgentAtWork()) {
      return;
    }
    state.setAgentAtWork(true);
    try {
      Frame frame = state.find(callee);
      if (frame != null) {
        try {
          end(frame, result, state);
        } finally {
          state.pop();
        }
      }
    } catch (Throwable e) {
      troubles.report("at the end of " + callee.className() + "." + callee.methodName(), e);
    } finally {
      state.setAgentAtWork(false);
    }
  }

  private IllegalStateException begin(Callee callee, Object operand, ThreadState state) {
    switch (callee.kind()) {
      case ACCESS, FIELD -> {
        return beginAccess(callee, operand, state);
      }
      case QUIET_ACCESS, DERIVE, NEXT -> {
        state.take(callee.target());
        Lease lease = ledger.imported(operand);
        if (lease != null && !callee.constructor()) {
          state.push(callee).setLease(lease);
        }
      }
      default -> {
        Site site = state.take(callee.target());
        Frame frame = state.push(callee);
        frame.setSite(site);
        frame.setOperands((Object[]) operand);
        loans.begin(frame, state);
      }
    }
    return null;
  }

  private IllegalStateException beginAccess(Callee callee, Object operand, ThreadState state) {
    Site site = state.take(callee.target());
    Lease lease = ledger.imported(operand);
    IllegalStateException refusal = null;
    Site user = userOf(callee, site, state);
    if (user != null) {
      if (lease == null || state.isInsideExporterOf(lease)) {
        recorder.reached(user);
      } else {
        recorder.imported(user, callee, lease);
        refusal = refusing ? Refusal.of(user, callee, lease) : null;
      }
    }
    if (refusal == null && !callee.constructor()) {
      state.push(callee).setLease(lease);
    }
    return refusal;
  }

  /** Returns the site that an access is to be put down to, or null if it is nobody's. */
  private Site userOf(Callee callee, Site announced, ThreadState state) {
    Frame around = state.top();
    boolean insideAccess = around != null && !around.callee().kind().isExporters();
    if (announced == null) {
      return insideAccess ? null : callers.find(callee);
    }
    if (announced.owner() != Site.Owner.IMPORTER) {
      return null;
    }
    if (insideAccess && announced.isInPackageOf(around.callee().className())) {
      // A helper of the API at work on behalf of the access around it.
      return null;
    }
    return callers.confirm(announced, callee);
  }

  private void end(Frame frame, Object result, ThreadState state) {
    Callee callee = frame.callee();
    switch (callee.kind()) {
      case ACCESS, QUIET_ACCESS, DERIVE, FIELD, NEXT -> follow(callee, result, frame.lease());
      default -> loans.end(frame, result, state);
    }
  }

  private void follow(Callee callee, Object result, Lease lease) {
    if (lease == null || result == null) {
      return;
    }
    Member member = callee.member();
    Carrier carrier = member == null ? null : member.result();
    if (carrier != null && carrier.subject() == Subject.TABLE) {
      ledger.deriveTable(result, lease);
    } else if (carrier != null || callee.kind() == Callee.Kind.NEXT) {
      ledger.derive(result, lease);
    }
  }
}
