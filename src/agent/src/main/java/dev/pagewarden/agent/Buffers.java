package dev.pagewarden.agent;

import dev.pagewarden.contract.BufferType;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.Optional;

/**
 * Asks buffers for their names, as the contract says how. Where there is a field of that name it is
 * read, so that no code of the program runs on our account: coverage would count it.
 */
final class Buffers {
  private final LazyContract contract;
  private final Instrumentation instrumentation;
  private final ClassValue<Optional<MethodHandle>> names =
      new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
          return Optional.ofNullable(nameOf(type));
        }
      };

  Buffers(LazyContract contract, Instrumentation instrumentation) {
    this.contract = contract;
    this.instrumentation = instrumentation;
  }

  /** Returns the buffer's name, or null if it has none or does not tell. */
  String name(Object buffer) {
    MethodHandle name = buffer == null ? null : names.get(buffer.getClass()).orElse(null);
    if (name == null) {
      return null;
    }
    try {
      return Walks.apply(name, buffer) instanceof String text ? text : null;
    } catch (RuntimeException e) {
      return null;
    }
  }

  private MethodHandle nameOf(Class<?> type) {
    for (Class<?> each : LoadedTypes.supertypes(type)) {
      BufferType buffer = contract.get().buffer(each.getName().replace('.', '/')).orElse(null);
      if (buffer != null && buffer.nameMember() != null) {
        try {
          LoadedTypes.supertypes(type).forEach(one -> LoadedTypes.open(one, instrumentation));
          return member(type, buffer.nameMember());
        } catch (ReflectiveOperationException | RuntimeException e) {
          return null;
        }
      }
    }
    return null;
  }

  private static MethodHandle member(Class<?> type, String name)
      throws ReflectiveOperationException {
    try {
      Field field = Members.field(type, name);
      if (field.getType() == String.class) {
        return MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup())
            .unreflectGetter(field)
            .asType(Walks.STEP);
      }
    } catch (NoSuchFieldException e) {
      // It has to be asked, then.
    }
    return Walks.handle(Members.method(type, name));
  }
}
