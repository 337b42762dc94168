package dev.pagewarden.agent;

import dev.pagewarden.contract.BufferType;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Optional;

/** Asks buffers for their names, as the contract says how. */
final class Buffers {
  private final LazyContract contract;
  private final Instrumentation instrumentation;
  private final ClassValue<Optional<Method>> nameMethods =
      new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
          return Optional.ofNullable(nameMethod(type));
        }
      };

  Buffers(LazyContract contract, Instrumentation instrumentation) {
    this.contract = contract;
    this.instrumentation = instrumentation;
  }

  /** Returns the buffer's name, or null if it has none or does not tell. */
  String name(Object buffer) {
    Method method = buffer == null ? null : nameMethods.get(buffer.getClass()).orElse(null);
    if (method == null) {
      return null;
    }
    try {
      Object name = method.invoke(buffer);
      return name instanceof String text ? text : null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private Method nameMethod(Class<?> type) {
    for (Class<?> each : LoadedTypes.supertypes(type)) {
      BufferType buffer = contract.get().buffer(each.getName().replace('.', '/')).orElse(null);
      if (buffer != null && buffer.nameMember() != null) {
        try {
          Method method = Members.method(type, buffer.nameMember());
          LoadedTypes.open(method.getDeclaringClass(), instrumentation);
          method.setAccessible(true);
          return method;
        } catch (NoSuchMethodException | RuntimeException e) {
          return null;
        }
      }
    }
    return null;
  }
}
