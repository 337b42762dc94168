package dev.pagewarden.agent;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Copies of the parts of one table. All of them come to be before any is filled, so that they may
 * refer to each other in circles.
 */
final class PartCopies {
  private final RawObjects objects;
  private final Function<Class<?>, ObjectLayout> layouts;
  private final PartKinds kinds;
  private final List<Object> parts;
  private final Map<Object, Object> copies;

  /**
   * Copies parts. What they refer to and is none of them stays what it is.
   *
   * @param parts the parts
   * @param objects makes the copies
   * @param layouts where the fields of a class are
   * @param kinds what objects may be
   */
  PartCopies(
      List<Object> parts,
      RawObjects objects,
      Function<Class<?>, ObjectLayout> layouts,
      PartKinds kinds) {
    this.parts = parts;
    this.objects = objects;
    this.layouts = layouts;
    this.kinds = kinds;
    this.copies = new IdentityHashMap<>(parts.size());
    make();
    fill();
  }

  private void make() {
    List<Reference<?>> references = new ArrayList<>(0);
    for (Object part : parts) {
      if (part instanceof Reference<?> reference) {
        references.add(reference);
      } else {
        copies.put(part, blank(part));
      }
    }
    references.forEach(this::copyReference);
  }

  private void fill() {
    for (Object part : parts) {
      if (part instanceof Object[] array) {
        fill(array, (Object[]) copies.get(part));
      } else if (!(part instanceof Reference)) {
        fill(part, copies.get(part));
      }
    }
  }

  /** Returns the copy of a part, and anything else as it is. */
  Object of(Object object) {
    Object copy = object == null ? null : copies.get(object);
    return copy == null ? object : copy;
  }

  /** Puts maps and sets in order whose keys have been copied, and hash otherwise than before. */
  void rehash() {
    for (Object part : parts) {
      Object fresh = Rehash.of(part, this::of, copies::containsKey);
      if (fresh != null) {
        become(copies.get(part), fresh);
      }
    }
  }

  private Object blank(Object part) {
    return part instanceof Object[] array
        ? Array.newInstance(array.getClass().getComponentType(), array.length)
        : objects.allocate(part.getClass());
  }

  private void copyReference(Reference<?> reference) {
    Object referent = of(reference.get());
    copies.put(
        reference,
        reference instanceof SoftReference
            ? new SoftReference<>(referent)
            : new WeakReference<>(referent));
  }

  private void fill(Object[] array, Object[] copy) {
    for (int i = 0; i < array.length; i++) {
      copy[i] = of(array[i]);
    }
  }

  private void fill(Object part, Object copy) {
    boolean isPrograms = kinds.of(part) == PartKinds.Kind.OBJECT;
    for (ObjectLayout.Slot slot : layouts.apply(part.getClass()).slots()) {
      if (slot.isReference()) {
        Object value = objects.get(part, slot.offset());
        if (isPrograms && value instanceof long[] addresses) {
          value = copies.computeIfAbsent(addresses, each -> ((long[]) each).clone());
        }
        objects.put(copy, slot.offset(), of(value));
      } else {
        copyBits(slot, part, copy);
      }
    }
  }

  /** Gives an object the fields of another that its classes of the JRE declare. */
  private void become(Object copy, Object fresh) {
    if (!fresh.getClass().isInstance(copy)) {
      throw new IllegalStateException("it lists its entries in a " + copy.getClass().getName());
    }
    for (ObjectLayout.Slot slot : layouts.apply(fresh.getClass()).slots()) {
      if (slot.isReference()) {
        objects.put(copy, slot.offset(), objects.get(fresh, slot.offset()));
      } else {
        copyBits(slot, fresh, copy);
      }
    }
  }

  private void copyBits(ObjectLayout.Slot slot, Object from, Object into) {
    int size = RawObjects.size(slot.type());
    objects.putBits(into, slot.offset(), size, objects.bits(from, slot.offset(), size));
  }
}
