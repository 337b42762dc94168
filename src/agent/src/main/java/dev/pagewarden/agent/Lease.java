package dev.pagewarden.agent;

import dev.pagewarden.evidence.CallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the agent knows of one table that an exporter has lent: for how many live mappings, to whom,
 * and whether its page links are scrambled.
 *
 * <pre>
 *   exporter's map returns ──> on loan ──> MAP returns ──> handed out, scrambled
 *                                                            │        ▲
 *                            exporter's callback begins: suspend    resume: callback ends
 *                                                            ▼        │
 *                                                           real pages for the exporter
 *   exporter's unmap begins ──> one loan less ──> none left: unscrambled, forgotten
 * </pre>
 *
 * <p>Loans are counted where the exporter makes and takes back the table, not where the importer
 * gets it. So a cached table that is handed out again stays one loan and is neither scrambled twice
 * nor counted twice, a table that an exporter returns for two attachments is two loans of one
 * scramble, and a map that fails half-way leaves nothing behind. Where no exporter is seen at work,
 * MAP and UNMAP count instead.
 *
 * <p>Everything that came from the table (entries, pages, iterators) shares its lease, and is
 * imported as long as the table is. A lease refers to the program's objects weakly.
 *
 * <p>Where importers get copies ({@link TableCopies}), nothing of the table itself is hidden or
 * marked: what comes from the copies shares its lease.
 */
final class Lease {
  private final WeakReference<Object> table;
  private final TableScrambler scrambler;
  private final Switches switches;
  private final List<WeakReference<Object>> exporters = new ArrayList<>(1);
  private volatile WeakReference<Object> buffer = new WeakReference<>(null);
  private volatile WeakReference<Object> attachment = new WeakReference<>(null);
  private int loans;
  private boolean countedAtMap;
  private boolean scrambled;
  private Object hidden;
  private int suspensions;
  private volatile boolean handedOut;
  private volatile boolean copied;
  private volatile String exporterName;
  private volatile String bufferName;
  private volatile Origin origin = new Origin(null, null);
  private volatile RunningTest mappedIn;

  /**
   * Creates the lease of a table that is not on loan yet.
   *
   * @param table the table
   * @param scrambler how to hide its pages, or null to leave them
   * @param switches told when an importer gets it and when it does not have it any more
   */
  Lease(Object table, TableScrambler scrambler, Switches switches) {
    this.table = new WeakReference<>(table);
    this.scrambler = scrambler;
    this.switches = switches;
  }

  /** Returns the table, or null if the program has dropped it. */
  Object table() {
    return table.get();
  }

  /** Whether an importer holds the table now, without consent to its pages. */
  boolean isImported() {
    return handedOut;
  }

  /** Whether importers hold copies of the table, which have no pages and trap. */
  boolean isCopied() {
    return copied;
  }

  void setCopied(boolean isCopied) {
    copied = isCopied;
  }

  /** Whether accesses to what comes from the table have to be looked at. */
  boolean isWatched() {
    return handedOut || copied;
  }

  /** Whether its pages are hidden from the importer. */
  synchronized boolean isScrambled() {
    return scrambled && scrambler != null;
  }

  /** Notes that an exporter has made, or will take back, this table for one more mapping. */
  synchronized void lend(Object exporter, Object forAttachment) {
    loans++;
    countedAtMap = false;
    addExporter(exporter);
    if (forAttachment != null) {
      attachment = new WeakReference<>(forAttachment);
    }
  }

  /** Notes a further object that takes part in lending the table: an exporter's delegate. */
  synchronized void addExporter(Object exporter) {
    if (exporter != null && !isLentBy(exporter)) {
      exporters.add(new WeakReference<>(exporter));
      if (exporterName == null) {
        exporterName = exporter.getClass().getName();
      }
    }
  }

  /** Notes one more mapping whose exporter is not seen at work. */
  synchronized void lendAtMap() {
    if (loans == 0 || countedAtMap) {
      loans++;
      countedAtMap = true;
    }
  }

  /** Whether MAP and UNMAP do the counting. */
  synchronized boolean isCountedAtMap() {
    return countedAtMap;
  }

  synchronized boolean isOnLoan() {
    return loans > 0;
  }

  /**
   * Notes that the importer holds the table from now on, and hides its pages.
   *
   * @return whether it did not hold it before
   */
  boolean handOut(Object fromBuffer, Object toAttachment, CallSite at) {
    return handOut(fromBuffer, toAttachment, at, entries());
  }

  private synchronized boolean handOut(
      Object fromBuffer, Object toAttachment, CallSite at, Collection<Object> entries) {
    if (fromBuffer != null) {
      buffer = new WeakReference<>(fromBuffer);
    }
    if (toAttachment != null) {
      attachment = new WeakReference<>(toAttachment);
    }
    if (handedOut) {
      return false;
    }
    origin = new Origin(exporterName, at);
    handedOut = true;
    switches.imported();
    if (!scrambled) {
      scrambled = true;
      hideUnlessSuspended(entries);
    }
    return true;
  }

  /**
   * Notes that one mapping ends.
   *
   * @return whether it was the last; the pages are back then
   */
  boolean giveBack() {
    return giveBack(entries());
  }

  private synchronized boolean giveBack(Collection<Object> entries) {
    if (loans == 0 || --loans > 0) {
      return false;
    }
    takeFromImporter(entries);
    exporters.clear();
    exporterName = null;
    bufferName = null;
    return true;
  }

  /** Gives the pages back for good: by unmap, or since both sides agreed to pass them. */
  void release() {
    Collection<Object> entries = entries();
    synchronized (this) {
      takeFromImporter(entries);
    }
  }

  private void takeFromImporter(Collection<Object> entries) {
    if (handedOut) {
      handedOut = false;
      switches.returned();
    }
    showUnlessSuspended(entries);
    scrambled = false;
  }

  /** Lets the exporter see its pages until {@link #resume}. */
  void suspend() {
    Collection<Object> entries = entries();
    synchronized (this) {
      showUnlessSuspended(entries);
      suspensions++;
    }
  }

  /** Ends {@link #suspend}. */
  void resume() {
    Collection<Object> entries = entries();
    synchronized (this) {
      suspensions--;
      hideUnlessSuspended(entries);
    }
  }

  /**
   * Whether a class is the exporter's, or of one nest with it, and a method of the exporter runs
   * that is about the table: what it does then is the exporter's work, on whatever thread.
   */
  synchronized boolean isExportersTurn(String binaryName) {
    return suspensions > 0
        && exporterName != null
        && ApiSide.outermost(binaryName).equals(ApiSide.outermost(exporterName));
  }

  /** Whether the object is one that lends the table. */
  synchronized boolean isLentBy(Object exporter) {
    for (WeakReference<Object> known : exporters) {
      if (known.get() == exporter && exporter != null) {
        return true;
      }
    }
    return false;
  }

  synchronized List<Object> exporters() {
    List<Object> alive = new ArrayList<>(1);
    for (WeakReference<Object> known : exporters) {
      Object exporter = known.get();
      if (exporter != null) {
        alive.add(exporter);
      }
    }
    return alive;
  }

  /** The buffer it was mapped from, or null if unknown or dropped. */
  Object buffer() {
    return buffer.get();
  }

  /** The attachment it was last mapped for, or null if unknown or dropped. */
  Object attachment() {
    return attachment.get();
  }

  /** The name the buffer goes by, or null. */
  String bufferName() {
    return bufferName;
  }

  void setBufferName(String name) {
    bufferName = name;
  }

  /** Where the table came from when it was last handed out. */
  Origin origin() {
    return origin;
  }

  /** The test in which the table was last handed out, or null if unknown. */
  RunningTest mappedIn() {
    return mappedIn;
  }

  void setMappedIn(RunningTest test) {
    mappedIn = test;
  }

  /** Whether the entries carry this lease as their mark already. */
  synchronized boolean hasMarked() {
    return scrambled && suspensions == 0 && scrambler != null && scrambler.isMarking();
  }

  private void hideUnlessSuspended(Collection<Object> entries) {
    if (scrambled && suspensions == 0 && scrambler != null) {
      Object mine = table.get();
      if (mine != null) {
        hidden = scrambler.hide(mine, entries, this);
      }
    }
  }

  private void showUnlessSuspended(Collection<Object> entries) {
    if (scrambled && suspensions == 0 && scrambler != null) {
      Object mine = table.get();
      if (mine != null) {
        scrambler.show(mine, entries, hidden);
        hidden = null;
      }
    }
  }

  /**
   * Returns the table's entries for one change. To be asked before this lease is locked, always,
   * though they may turn out not to be needed: the program may hold the lock that its table's
   * methods wait for, while it waits for this lease.
   */
  private Collection<Object> entries() {
    Object mine = scrambler == null ? null : table.get();
    return mine == null ? null : scrambler.entries(mine);
  }
}
