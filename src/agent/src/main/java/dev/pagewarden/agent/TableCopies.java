package dev.pagewarden.agent;

/**
 * The copies that importers hold in the place of tables, as in the kernel's {@code
 * dma_buf_mangle_sg_table}: an exporter may do with its own table whatever it likes meanwhile.
 *
 * <pre>
 *   exporter's map ──> original ──> MAP returns ──> copy ──> importer
 *                         ▲                           │
 *   exporter's unmap <────┴──────── UNMAP begins <────┘
 * </pre>
 *
 * <p>Each mapping that an exporter makes has a copy of its own, even where it lends one table twice
 * at a time. What the API hands out again for the same attachment without asking the exporter, from
 * its cache, is the same copy again as long as the exporter's mapping lasts, since importers may
 * compare it. All copies of an original, and whatever they yield, share its lease. A copy whose
 * mapping is over has no pages either: it goes on trapping.
 *
 * <p>Copies are held weakly, and hold their originals.
 */
final class TableCopies {
  private final TableCopier copier;
  private final ApiSide apiSide;
  private final Ledger ledger;
  private final Switches switches;
  private final Recorder recorder;
  private final Troubles troubles;
  private final LiveCopies live = new LiveCopies();

  TableCopies(
      TableCopier copier,
      ApiSide apiSide,
      Ledger ledger,
      Switches switches,
      Recorder recorder,
      Troubles troubles) {
    this.copier = copier;
    this.apiSide = apiSide;
    this.ledger = ledger;
    this.switches = switches;
    this.recorder = recorder;
    this.troubles = troubles;
  }

  /**
   * Whether a method that maps passes on a copy that an importer has already; not if it lends that
   * copy as the original of another mapping.
   */
  boolean isPassedOn(Frame map, Object table) {
    Wrapping wrapping = ledger.wrapping(table);
    return wrapping != null
        && !(isOnLoan(table) && apiSide.has(map.callee(), map.receiver(), wrapping.maker()));
  }

  /**
   * Whether a method that maps works for another of the API's, so that it is for that one to hand
   * the copy out; not if that maps another buffer, and who is in between imports the table.
   */
  boolean isInside(Frame map, Frame around) {
    return around != null
        && around.callee().kind() == Callee.Kind.MAP
        && !isAnotherOfItsKind(map.receiver(), around.receiver())
        && apiSide.has(around.callee(), around.receiver(), map.callee().className());
  }

  private static boolean isAnotherOfItsKind(Object receiver, Object other) {
    return receiver != null
        && other != null
        && receiver != other
        && receiver.getClass() == other.getClass();
  }

  private boolean isOnLoan(Object table) {
    Lease own = ledger.lent(table);
    return own != null && own.isOnLoan();
  }

  /**
   * Returns what an importer gets in the place of a table: the table itself if both sides agreed to
   * pass pages, or if it cannot be copied or has nothing to hide; it is marked as lent then.
   *
   * @param map the method that ends
   * @param original its result
   * @param agreed whether both sides agreed on this mapping
   */
  Object handOut(Frame map, Object original, boolean agreed) {
    Lease lease = ledger.lent(original);
    if (lease == null) {
      return original;
    }
    Object known = knownCopy(map, original);
    if (known != null) {
      return known;
    }
    return !agreed && lease.isImported() ? copyOrMark(map, original, lease) : original;
  }

  private Object copyOrMark(Frame map, Object original, Lease lease) {
    if (ledger.lease(original) == lease) {
      return mark(original, lease); // it was not copied before, and stays as it is
    }
    try {
      Object copy = copier.copy(original);
      if (copy == null) {
        return mark(original, lease);
      }
      ledger.handedOut(copy, new Wrapping(lease, original, map.callee().className()));
      return publish(map, original, copy, lease);
    } catch (RuntimeException | Error e) {
      troubles.report(
          "tables of "
              + original.getClass().getName()
              + " cannot be copied ("
              + (e.getMessage() == null ? e : e.getMessage())
              + "); importers get them as by strategy=record, and accesses are recorded all the"
              + " same");
      return mark(original, lease);
    }
  }

  /** Two threads that map for the same attachment get the same copy, that of the first. */
  private Object publish(Frame map, Object original, Object copy, Lease lease) {
    synchronized (lease) {
      Object known = knownCopy(map, original);
      if (known != null) {
        return known;
      }
      live.add(original, copy, map.firstArgument());
      lease.setCopied(true);
    }
    // What was copied goes on trapping when nothing is imported any more.
    switches.alertForGood();
    recorder.scrambled(lease);
    return copy;
  }

  /** Returns the copy that was made for the same mapping, or null. */
  private Object knownCopy(Frame map, Object original) {
    return map.hasFreshLoan() ? null : live.find(original, map.firstArgument());
  }

  private Object mark(Object original, Lease lease) {
    // An exporter that reads its own table must not be trapped.
    lease.setCopied(false);
    ledger.handedOut(lease, original);
    return original;
  }

  /** Puts originals in the place of the copies that an importer gives back. */
  void takeBack(Frame unmap) {
    Object[] operands = unmap.operands();
    for (int i = 0; i < operands.length; i++) {
      Wrapping wrapping = ledger.wrapping(operands[i]);
      if (wrapping != null
          && !isOriginalIn(operands[i], operands)
          && apiSide.has(unmap.callee(), unmap.receiver(), wrapping.maker())) {
        operands[i] = wrapping.original();
      }
    }
  }

  /** An exporter gets its own table back, though somebody may have passed a copy beside UNMAP. */
  void takeBackForExporter(Frame unmap) {
    Object[] operands = unmap.operands();
    for (int i = 1; i < operands.length; i++) {
      Wrapping wrapping = ledger.wrapping(operands[i]);
      if (wrapping != null && ledger.lent(operands[i]) == null) {
        operands[i] = wrapping.original();
      }
    }
  }

  /** Returns what a copy stands for that is lent to nobody in turn; anything else as it is. */
  Object original(Object value) {
    Wrapping wrapping = ledger.wrapping(value);
    return wrapping == null || isOnLoan(value) ? value : wrapping.original();
  }

  /** Whether a copy was lent in turn, and this is about that mapping. */
  private boolean isOriginalIn(Object table, Object[] operands) {
    Lease own = ledger.lent(table);
    if (own == null || !own.isOnLoan()) {
      return false;
    }
    Object buffer = own.buffer();
    Object attachment = own.attachment();
    for (Object operand : operands) {
      if (operand != null && (operand == buffer || operand == attachment)) {
        return true;
      }
    }
    return false;
  }

  /** Notes that a mapping is over while others last, so that the next one gets its own copy. */
  void forget(Object original, Object attachment) {
    live.remove(original, attachment);
  }

  /** Notes that all mappings of a table are over. */
  void forget(Object original) {
    live.remove(original);
  }

  /** Gives copies their pages, since both sides agreed to pass them. */
  void reveal(Lease lease) {
    Object original = lease.table();
    if (original != null) {
      lease.setCopied(false);
      live.all(original).forEach(copy -> copier.reveal(original, copy));
    }
  }
}
