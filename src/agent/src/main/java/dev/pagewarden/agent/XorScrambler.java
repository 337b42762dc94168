package dev.pagewarden.agent;

import dev.pagewarden.contract.Scramble;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.Consumer;

/**
 * Walks a table's entries and flips the bits of their links, as the kernel's {@code
 * mangle_sg_table} does: all but the low bits, which mark chain links and the end, so that walking
 * still works. A second flip undoes the first; nothing is allocated and nothing can fail half-way.
 */
final class XorScrambler implements TableWalk, TableScrambler {
  private final MethodHandle first;
  private final MethodHandle next;
  private final VarHandle link;
  private final long mask;

  private XorScrambler(MethodHandle first, MethodHandle next, VarHandle link, long mask) {
    this.first = first;
    this.next = next;
    this.link = link;
    this.mask = mask;
  }

  /**
   * Creates the scrambler for a class of tables.
   *
   * @param scramble what the contract says of it
   * @param tableType the class
   * @throws ReflectiveOperationException if the class or its entries are not as the contract says
   */
  static XorScrambler of(Scramble scramble, Class<?> tableType)
      throws ReflectiveOperationException {
    Method firstMethod = Members.method(tableType, scramble.firstMember());
    Class<?> entryType = firstMethod.getReturnType();
    Method nextMethod = Members.method(entryType, scramble.nextMember());
    Field linkField = Members.field(entryType, scramble.linkField());
    VarHandle link = lookupIn(linkField.getDeclaringClass()).unreflectVarHandle(linkField);
    if (link.varType() != long.class || !link.isAccessModeSupported(VarHandle.AccessMode.SET)) {
      throw new NoSuchFieldException(
          entryType.getName() + "." + scramble.linkField() + " is no long that can be set");
    }
    MethodType step = MethodType.methodType(Object.class, Object.class);
    return new XorScrambler(
        lookupIn(firstMethod.getDeclaringClass()).unreflect(firstMethod).asType(step),
        lookupIn(nextMethod.getDeclaringClass()).unreflect(nextMethod).asType(step),
        link,
        scramble.mask());
  }

  private static MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  @Override
  public void flip(Object table) {
    forEach(table, entry -> link.set(entry, (long) link.get(entry) ^ mask));
  }

  @Override
  public void forEach(Object table, Consumer<Object> action) {
    try {
      Object entry = first.invokeExact(table);
      while (entry != null) {
        // The next one first: a link that is being flipped must not be walked by.
        Object following = next.invokeExact(entry);
        action.accept(entry);
        entry = following;
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
