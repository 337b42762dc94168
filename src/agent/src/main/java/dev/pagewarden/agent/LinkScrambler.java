package dev.pagewarden.agent;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Hides pages behind links of any kind, entry by entry: the bits of a {@code long} or {@code int}
 * are flipped, all but the low ones that mark chain links and the end; a reference is emptied, kept
 * aside, and put back. For tables that {@link ChainFlipper} cannot do.
 */
final class LinkScrambler implements TableScrambler {
  private record Kept(Object entry, Object page) {}

  private final TableWalk walk;
  private final String linkName;
  private final long mask;
  private final Instrumentation instrumentation;
  private final ClassValue<VarHandle> links =
      new ClassValue<>() {
        @Override
        protected VarHandle computeValue(Class<?> type) {
          try {
            return find(type);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e.getMessage(), e);
          }
        }
      };

  LinkScrambler(TableWalk walk, String linkName, long mask, Instrumentation instrumentation) {
    this.walk = walk;
    this.linkName = linkName;
    this.mask = mask;
    this.instrumentation = instrumentation;
  }

  /**
   * Checks that links of entries of a class can be hidden.
   *
   * @throws ReflectiveOperationException if not
   */
  void check(Class<?> entryType) throws ReflectiveOperationException {
    find(entryType);
  }

  @Override
  public boolean isMarking() {
    return false;
  }

  @Override
  public Object hide(Object table, Lease mark) {
    List<Object> entries = new ArrayList<>();
    // All of them first: one that cannot be hidden must not leave others hidden.
    walk.forEach(
        table,
        entry -> {
          links.get(entry.getClass());
          entries.add(entry);
        });
    List<Kept> kept = new ArrayList<>();
    for (Object entry : entries) {
      VarHandle link = links.get(entry.getClass());
      if (link.varType().isPrimitive()) {
        flip(link, entry);
      } else {
        kept.add(new Kept(entry, link.get(entry)));
        link.set(entry, null);
      }
    }
    return kept;
  }

  @Override
  public void show(Object table, Object hidden) {
    for (Object each : (List<?>) hidden) {
      Kept kept = (Kept) each;
      VarHandle link = links.get(kept.entry.getClass());
      if (link.get(kept.entry) == null) {
        link.set(kept.entry, kept.page);
      }
    }
    walk.forEach(
        table,
        entry -> {
          VarHandle link = links.get(entry.getClass());
          if (link.varType().isPrimitive()) {
            flip(link, entry);
          }
        });
  }

  private void flip(VarHandle link, Object entry) {
    if (link.varType() == long.class) {
      link.set(entry, (long) link.get(entry) ^ mask);
    } else {
      link.set(entry, (int) link.get(entry) ^ (int) mask);
    }
  }

  private VarHandle find(Class<?> entryType) throws ReflectiveOperationException {
    Field field = Members.field(entryType, linkName);
    LoadedTypes.open(field.getDeclaringClass(), instrumentation);
    VarHandle link =
        MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup())
            .unreflectVarHandle(field);
    Class<?> type = link.varType();
    boolean isLink = type == long.class || type == int.class || !type.isPrimitive();
    if (!isLink || !link.isAccessModeSupported(VarHandle.AccessMode.SET)) {
      throw new NoSuchFieldException(
          entryType.getName() + "." + linkName + " is no long, int or reference that can be set");
    }
    return link;
  }
}
