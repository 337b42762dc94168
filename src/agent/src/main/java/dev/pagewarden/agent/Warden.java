package dev.pagewarden.agent;

import dev.pagewarden.contract.Carrier;
import dev.pagewarden.contract.Member;
import dev.pagewarden.contract.Subject;
import dev.pagewarden.evidence.AccessSite;

/**
 * What the probes report to: decides whether an access is an importer's and to an imported table.
 *
 * <p>A probe before a call counts it and announces its site; the probe at the beginning of the
 * called method takes it and looks whether the operand is imported. An access that nobody announced
 * came by reflection, a method handle or code without probes, and is traced by {@link Callers}.
 *
 * <p>No probe ever throws into the program, but for the refusal that {@code onaccess=throw} asks
 * for.
 */
final class Warden {
  private final Registry registry;
  private final ThreadStates states;
  private final Switches switches;
  private final Ledger ledger;
  private final Loans loans;
  private final Callers callers;
  private final FieldHandles fields;
  private final Recorder recorder;
  private final Troubles troubles;
  private final boolean refusing;

  Warden(
      Registry registry,
      ThreadStates states,
      Switches switches,
      Ledger ledger,
      Loans loans,
      Callers callers,
      FieldHandles fields,
      Recorder recorder,
      Troubles troubles,
      boolean refusing) {
    this.registry = registry;
    this.states = states;
    this.switches = switches;
    this.ledger = ledger;
    this.loans = loans;
    this.callers = callers;
    this.fields = fields;
    this.recorder = recorder;
    this.troubles = troubles;
    this.refusing = refusing;
  }

  /** Files the cells of threads where the bridge looks for them. */
  void fileCellsIn(long[][] slots, long[] fixedCell) {
    states.fileIn(slots, fixedCell);
  }

  /** Returns the cell of this thread for the bridge. */
  long[] cell() {
    return states.cell();
  }

  /** The next call on this thread is the one of this site; the thread counts it the first time. */
  void firstPass(long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return;
    }
    state.setAgentAtWork(true);
    try {
      Site site = registry.site(Keys.number(key));
      state.ran(site);
      if (!switches.isAlert()) {
        recorder.reached(site);
      }
    } catch (Throwable e) {
      troubles.report("at a site", e);
    } finally {
      state.setAgentAtWork(false);
    }
    announce(state, key);
  }

  /** The next call on this thread is the one of this site, which may be the API's own. */
  void judge(long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return;
    }
    if (!switches.isAlert()) {
      state.setAgentAtWork(true);
      try {
        Site site = registry.site(Keys.number(key));
        if (isImporters(site)) {
          state.ran(site);
          recorder.reached(site);
        }
      } catch (Throwable e) {
        troubles.report("at a site", e);
      } finally {
        state.setAgentAtWork(false);
      }
    }
    announce(state, key);
  }

  private void announce(ThreadState state, long key) {
    if (switches.isAlert()) {
      state.announce(key);
    }
  }

  private boolean isImporters(Site site) {
    return site.isJudgementDue() ? site.judged(callers.isImporters(site)) : site.lastJudgement();
  }

  /** An access begins on an operand that carries a mark, or none. */
  void touchMarked(Object mark, long key) {
    Lease lease = (Lease) mark;
    boolean imported = lease != null && lease.isImported();
    if (!imported || !isRecordedAgain(lease, key)) {
      enter(imported ? lease : null, null, key);
    }
  }

  /** The quick way for what is known to the last detail: counts it, and that is all. */
  private boolean isRecordedAgain(Lease lease, long key) {
    ThreadState state = states.current();
    long announcement = state.announced();
    if (refusing
        || (announcement & Keys.COUNTED) == 0
        || Keys.target(announcement) != Keys.target(key)
        || state.isInsideAny()
        || state.isAgentAtWork()) {
      return false;
    }
    Site site = registry.site(Keys.number(announcement));
    Callee callee = registry.callee(Keys.number(key));
    if (!callee.mute()
        || !site.isConfirmed()
        || site.isBeside(callee)
        || !recorder.isKnown(site, lease)) {
      return false;
    }
    state.announce(0);
    state.ranOnImported(site);
    return true;
  }

  /**
   * A probed method begins.
   *
   * @param operand what the method works on; for some kinds receiver and arguments in an array
   * @throws IllegalStateException if the access is refused
   */
  void touch(Object operand, long key) {
    enter(null, operand, key);
  }

  /**
   * A field may be read by a handle.
   *
   * @param pair the handle or reflected field, and the object
   */
  void peek(Object pair, long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return;
    }
    IllegalStateException refusal = null;
    state.setAgentAtWork(true);
    try {
      refusal = peek((Object[]) pair, registry.site(Keys.number(key)), state);
    } catch (Throwable e) {
      troubles.report("at the read of a field", e);
    } finally {
      state.setAgentAtWork(false);
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  private IllegalStateException peek(Object[] pair, Site place, ThreadState state) {
    FieldHandles.Read read = fields.of(pair[0]);
    if (read == null || !place.owner().isAnswerable()) {
      return null;
    }
    Callee callee = registry.callee(read);
    AccessSite at =
        new AccessSite(place.callSite(), place.accessSite().classHash(), read.accessor());
    Site site = registry.site(Site.Owner.IMPORTER, callee.target(), at);
    site.setConfirmed();
    state.announce(site.key());
    state.ran(site);
    return beginAccess(callee, ledger.imported(pair[1]), state);
  }

  private void enter(Lease known, Object operand, long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return;
    }
    Callee callee = registry.callee(Keys.number(key));
    IllegalStateException refusal = null;
    state.setAgentAtWork(true);
    try {
      refusal = begin(callee, known, operand, state);
    } catch (Throwable e) {
      troubles.report("at the beginning of " + callee.className() + "." + callee.methodName(), e);
    } finally {
      state.setAgentAtWork(false);
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /** A method that maps is about to give the table to a callback. */
  void handOut(Object table, long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return;
    }
    Callee callee = registry.callee(Keys.number(key));
    state.setAgentAtWork(true);
    try {
      Frame frame = state.find(callee);
      if (frame != null) {
        loans.handOutInside(frame, table, state);
      }
    } catch (Throwable e) {
      troubles.report("at the callback of " + callee.methodName(), e);
    } finally {
      state.setAgentAtWork(false);
    }
  }

  /** A probed method ends; the result is null if it threw or has none. */
  void end(Object result, long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return;
    }
    Callee callee = registry.callee(Keys.number(key));
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

  private IllegalStateException begin(
      Callee callee, Lease known, Object operand, ThreadState state) {
    switch (callee.kind()) {
      case ACCESS, FIELD -> {
        return beginAccess(callee, known == null ? ledger.imported(operand) : known, state);
      }
      case QUIET_ACCESS, DERIVE, NEXT -> {
        state.take(callee.target());
        Lease lease = known == null ? ledger.imported(operand) : known;
        if (lease != null && !callee.mute()) {
          state.push(callee, switches.quietTimes()).setLease(lease);
        }
      }
      default -> {
        long announced = state.take(callee.target());
        Frame frame = state.push(callee, switches.quietTimes());
        frame.setSite(announced == 0 ? null : registry.site(Keys.number(announced)));
        frame.setOperands((Object[]) operand);
        loans.begin(frame, state);
      }
    }
    return null;
  }

  private IllegalStateException beginAccess(Callee callee, Lease lease, ThreadState state) {
    long announcement = state.take(callee.target());
    Site announced = announcement == 0 ? null : registry.site(Keys.number(announcement));
    boolean imported = lease != null && !state.isInsideExporterOf(lease);
    Site user = userOf(callee, announced, imported, state);
    IllegalStateException refusal = null;
    if (user != null) {
      if (user != announced || user.owner() != Site.Owner.IMPORTER) {
        state.ran(user);
      }
      if (imported) {
        state.ranOnImported(user);
        recorder.imported(user, callee, lease);
        refusal = refusing ? Refusal.of(user, callee, lease) : null;
      } else {
        recorder.reached(user);
      }
    }
    if (lease != null && refusal == null && !callee.mute()) {
      state.push(callee, switches.quietTimes()).setLease(lease);
    }
    return refusal;
  }

  /** Returns the site that an access is to be put down to, or null if it is nobody's. */
  private Site userOf(Callee callee, Site announced, boolean imported, ThreadState state) {
    Frame around = state.top(switches.quietTimes());
    boolean insideAccess = around != null && !around.callee().kind().isExporters();
    if (announced == null) {
      return insideAccess ? null : callers.find(callee, imported);
    }
    if (!announced.owner().isAnswerable()) {
      return imported && !insideAccess && announced.isSerializing()
          ? callers.findBeyondApi(callee)
          : null;
    }
    if (insideAccess && announced.isInPackageOf(around.callee().className())) {
      // A helper of the API at work on behalf of the access around it.
      return null;
    }
    if (!imported && announced.owner() == Site.Owner.BESIDE_API) {
      return isImporters(announced) ? announced : null;
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
