package dev.pagewarden.agent;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Which copies of which tables importers hold, and for which attachments. Holds none of them. */
final class LiveCopies {
  private record Copy(WeakReference<Object> table, WeakReference<Object> attachment) {}

  private final WeakIdentityMap<List<Copy>> byOriginal = new WeakIdentityMap<>();

  /** Notes a new copy. */
  void add(Object original, Object copy, Object attachment) {
    List<Copy> copies = byOriginal.putIfAbsent(original, new ArrayList<>(1));
    synchronized (copies) {
      copies.removeIf(each -> each.table.refersTo(null));
      copies.add(new Copy(new WeakReference<>(copy), new WeakReference<>(attachment)));
    }
  }

  /** Returns the newest copy that was made of a table for an attachment, or null. */
  Object find(Object original, Object attachment) {
    Object newest = null;
    List<Copy> copies = of(original);
    synchronized (copies) {
      for (Copy copy : copies) {
        Object table = copy.attachment.refersTo(attachment) ? copy.table.get() : null;
        newest = table == null ? newest : table;
      }
    }
    return newest;
  }

  /** Returns all copies of a table. */
  List<Object> all(Object original) {
    List<Object> all = new ArrayList<>(1);
    List<Copy> copies = of(original);
    synchronized (copies) {
      for (Copy copy : copies) {
        Object table = copy.table.get();
        if (table != null) {
          all.add(table);
        }
      }
    }
    return all;
  }

  /** Forgets the copies that were made for an attachment. */
  void remove(Object original, Object attachment) {
    List<Copy> copies = of(original);
    synchronized (copies) {
      copies.removeIf(copy -> copy.attachment.refersTo(attachment));
    }
  }

  /** Forgets all copies of a table. */
  void remove(Object original) {
    byOriginal.remove(original);
  }

  private List<Copy> of(Object original) {
    List<Copy> copies = byOriginal.get(original);
    return copies == null ? new ArrayList<>(0) : copies;
  }
}
