package dev.pagewarden.dmabuf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The tables that an attachment has out, its cached one, and its pins. All calls but the readers of
 * volatile state come with the buffer's reservation lock held.
 */
final class Loans {
  /** A table that is out. A cached one is out as often as it was mapped. */
  private record Loan(SgTable table, DmaDirection direction) {}

  private final DmaBufAttachment attachment;
  private final DmaBufOps ops;
  private final List<Loan> out = new ArrayList<>();
  // Tables do not override equals, so this goes by identity.
  private final Set<SgTable> returned = Collections.newSetFromMap(new WeakHashMap<>());
  private volatile Loan cached;
  private int pins;
  private boolean ended;

  Loans(DmaBufAttachment attachment) {
    this.attachment = attachment;
    this.ops = attachment.buffer().ops();
  }

  DmaDirection cachedDirection() {
    Loan loan = cached;
    return loan == null ? null : loan.direction();
  }

  boolean isEnded() {
    return ended;
  }

  /** Ends the attachment; refuses while something is out. */
  void end() {
    requireAlive("detach");
    if (!out.isEmpty()) {
      throw new StillMappedException(
          attachment.subject(),
          "detached with " + out.size() + " mapping(s) out",
          "call unmapAttachment() for each before detach()");
    }
    if (pins > 0) {
      throw new StillPinnedException(
          attachment.subject(),
          "detached with " + pins + " pin(s)",
          "call unpin() for each before detach()");
    }
    ended = true;
    if (cached != null) {
      Loan loan = cached;
      cached = null;
      giveBack(loan);
    }
  }

  void requireAlive(String call) {
    if (ended) {
      throw new NotAttachedException(
          attachment.subject(),
          call + " after detach",
          "attach the device again, and detach each attachment once");
    }
  }

  /** Hands out a table: the cached one, or a new one of the exporter's. */
  SgTable map(DmaDirection direction) {
    requireAlive("mapAttachment");
    if (cached != null) {
      return mapCached(direction);
    }
    boolean pin = pinsOnMap();
    if (pin) {
      ops.pin(attachment);
    }
    SgTable table = null;
    try {
      table =
          ExporterRules.requireResult(
              ops.mapDmaBuf(attachment, direction), attachment.buffer(), "mapDmaBuf");
    } finally {
      if (table == null && pin) {
        ops.unpin(attachment);
      }
    }
    Loan loan = new Loan(table, direction);
    returned.remove(table);
    out.add(loan);
    if (ops.cacheSgtMapping()) {
      cached = loan;
    }
    return table;
  }

  private SgTable mapCached(DmaDirection direction) {
    if (!cached.direction().covers(direction)) {
      throw new CachedDirectionException(
          attachment.subject(),
          "mapped " + direction + " while the cached mapping is " + cached.direction(),
          "map BIDIRECTIONAL first, or attach the device again for the other direction");
    }
    out.add(new Loan(cached.table(), direction));
    return cached.table();
  }

  /** A static importer cannot follow a buffer that moves, so it must not move while mapped. */
  private boolean pinsOnMap() {
    return ops.isDynamic() && !attachment.isDynamic();
  }

  /** Takes a table back; a cached one stays with the attachment. */
  void unmap(SgTable table, DmaDirection direction) {
    requireAlive("unmapAttachment");
    int newest = -1;
    DmaDirection other = null;
    for (int i = 0; i < out.size(); i++) {
      Loan loan = out.get(i);
      if (loan.table() == table && loan.direction() == direction) {
        newest = i;
      } else if (loan.table() == table) {
        other = loan.direction();
      }
    }
    if (newest < 0) {
      throw notOut(table, direction, other);
    }
    Loan loan = out.remove(newest);
    if (cached == null || cached.table() != table) {
      giveBack(loan);
    }
    if (out.stream().noneMatch(each -> each.table() == table)) {
      returned.add(table);
    }
  }

  private void giveBack(Loan loan) {
    try {
      ops.unmapDmaBuf(attachment, loan.table(), loan.direction());
    } finally {
      if (pinsOnMap()) {
        ops.unpin(attachment);
      }
    }
  }

  private DmaBufException notOut(SgTable table, DmaDirection direction, DmaDirection mapped) {
    if (mapped != null) {
      return new WrongDirectionException(
          attachment.subject(),
          "table mapped " + mapped + " was unmapped " + direction,
          "pass unmapAttachment() the direction of mapAttachment()");
    }
    if (returned.contains(table)) {
      return new DoubleUnmapException(
          attachment.subject(), "table unmapped twice", "call unmapAttachment() once for each map");
    }
    return new ForeignTableException(
        attachment.subject(),
        (table == null ? "null" : "a table that this attachment did not map") + " was unmapped",
        "pass unmapAttachment() the very table that mapAttachment() returned for this attachment");
  }

  void pin() {
    requireAlive("pin");
    ops.pin(attachment);
    pins++;
  }

  void unpin() {
    requireAlive("unpin");
    if (pins == 0) {
      throw new UnbalancedPinException(
          attachment.subject(), "unpin without pin", "call unpin() once for each pin()");
    }
    pins--;
    ops.unpin(attachment);
  }
}
