package dev.pagewarden.agent;

import dev.pagewarden.contract.Carrier;
import dev.pagewarden.contract.Member;
import dev.pagewarden.contract.Subject;
import dev.pagewarden.evidence.AccessSite;

/**
 * What becomes of an access: it is counted and recorded, refused if that is asked for, and what it
 * yields is followed.
 */
final class Accesses {
  private final Registry registry;
  private final Switches switches;
  private final Ledger ledger;
  private final Attribution attribution;
  private final FieldHandles fields;
  private final Recorder recorder;
  private final boolean refusing;

  Accesses(
      Registry registry,
      Switches switches,
      Ledger ledger,
      Attribution attribution,
      FieldHandles fields,
      Recorder recorder,
      boolean refusing) {
    this.registry = registry;
    this.switches = switches;
    this.ledger = ledger;
    this.attribution = attribution;
    this.fields = fields;
    this.recorder = recorder;
    this.refusing = refusing;
  }

  /** The quick way for what is known to the last detail: counts it, and that is all. */
  boolean isRecordedAgain(Lease lease, long key, ThreadState state) {
    long announcement = state.announced();
    if (refusing
        || lease.isCopied()
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
   * A field may be read by a handle.
   *
   * @param pair the handle or reflected field, and the object
   * @param place where the read is
   * @return how the access is refused, or null if it goes on
   */
  IllegalStateException peek(Object[] pair, Site place, ThreadState state) {
    FieldHandles.Read read = fields.of(pair[0]);
    if (read == null || !place.owner().isAnswerable()) {
      return null;
    }
    Callee callee = registry.callee(read);
    AccessSite at =
        new AccessSite(place.callSite(), place.accessSite().classHash(), callee.accessor());
    Site site = registry.site(Site.Owner.IMPORTER, callee.target(), at);
    site.setConfirmed();
    state.announce(site.key());
    state.ran(site);
    return beginAccess(callee, ledger.watched(pair[1]), state);
  }

  /**
   * An access, or a step from something imported to something else, begins.
   *
   * @param known the lease of what it works on, if that is known to be watched
   * @param operand what it works on otherwise
   * @return how the access is refused, or null if it goes on
   */
  IllegalStateException begin(Callee callee, Lease known, Object operand, ThreadState state) {
    Lease lease = known == null ? ledger.watched(operand) : known;
    switch (callee.kind()) {
      case ACCESS, FIELD -> {
        return beginAccess(callee, lease, state);
      }
      default -> {
        state.take(callee.target());
        if (lease != null && !callee.mute()) {
          state.push(callee, switches.quietTimes()).setLease(lease);
        }
        return null;
      }
    }
  }

  private IllegalStateException beginAccess(Callee callee, Lease lease, ThreadState state) {
    long announcement = state.take(callee.target());
    Site announced = announcement == 0 ? null : registry.site(Keys.number(announcement));
    boolean imported = isImported(lease, state);
    Site user = attribution.userOf(callee, announced, imported, state);
    boolean traps = lease != null && lease.isCopied();
    IllegalStateException refusal = null;
    if (user == null) {
      refusal = traps && isExempt(announced) ? Refusal.of(announced, callee, lease) : null;
    } else {
      if (user != announced || user.owner() != Site.Owner.IMPORTER) {
        state.ran(user);
      }
      boolean accused = imported && !lease.isExportersTurn(user.className());
      if (accused) {
        state.ranOnImported(user);
        recorder.imported(user, callee, lease);
      } else {
        recorder.reached(user);
      }
      refusal = traps || accused && refusing ? Refusal.of(user, callee, lease) : null;
    }
    if (lease != null && refusal == null && !callee.mute()) {
      state.push(callee, switches.quietTimes()).setLease(lease);
    }
    return refusal;
  }

  /** Of a copy, also what an exporter does with it that imports in turn. */
  private static boolean isImported(Lease lease, ThreadState state) {
    return lease != null
        && lease.isImported()
        && (lease.isCopied() || !state.isInsideExporterOf(lease));
  }

  /** Whether an access is on nobody's account, but not the API's own: a copy traps all the same. */
  private static boolean isExempt(Site announced) {
    return announced != null
        && switch (announced.owner()) {
          case CONSENTING, EXEMPT -> true;
          case IMPORTER, BESIDE_API, API -> false;
        };
  }

  /** An access or step ends: what it yields comes from what it worked on. */
  void end(Callee callee, Object result, Lease lease) {
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
