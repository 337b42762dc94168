package dev.pagewarden.agent;

import dev.pagewarden.contract.Member;
import dev.pagewarden.contract.Role;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Optional;

/** Finds out which field a handle or reflected field reads; asks each once. */
final class FieldHandles {
  /**
   * A field of the contract.
   *
   * @param owner binary name of the class that declares it
   * @param name its name
   * @param member the rule it falls under
   */
  record Read(String owner, String name, Member member) {}

  private final LazyContract contract;
  private final Instrumentation instrumentation;
  private final WeakIdentityMap<Optional<Read>> known = new WeakIdentityMap<>();

  FieldHandles(LazyContract contract, Instrumentation instrumentation) {
    this.contract = contract;
    this.instrumentation = instrumentation;
  }

  /** Returns the page field that the handle reads, or null if it reads none. */
  Read of(Object handle) {
    Optional<Read> read = known.get(handle);
    if (read == null) {
      read = Optional.ofNullable(find(handle));
      known.put(handle, read);
    }
    return read.orElse(null);
  }

  private Read find(Object handle) {
    if (handle instanceof Field field) {
      return read(field.getDeclaringClass(), field.getName(), field.getType());
    }
    if (handle instanceof VarHandle variable && variable.coordinateTypes().size() == 1) {
      return variable
          .describeConstable()
          .map(
              desc ->
                  read(variable.coordinateTypes().get(0), desc.constantName(), variable.varType()))
          .orElse(null);
    }
    if (handle instanceof MethodHandle method && method.type().parameterCount() == 1) {
      return getter(method);
    }
    return null;
  }

  private Read getter(MethodHandle method) {
    Class<?> owner = method.type().parameterType(0);
    if (owner.isPrimitive() || owner.getClassLoader() == null) {
      return null;
    }
    try {
      LoadedTypes.open(owner, instrumentation);
      MethodHandleInfo info =
          MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).revealDirect(method);
      return info.getReferenceKind() == MethodHandleInfo.REF_getField
          ? read(info.getDeclaringClass(), info.getName(), info.getMethodType().returnType())
          : null;
    } catch (IllegalAccessException | IllegalArgumentException | SecurityException e) {
      // No direct handle: what it leads to is seen where it arrives, if it is a method.
      return null;
    }
  }

  private Read read(Class<?> coordinate, String name, Class<?> type) {
    for (Class<?> owner = coordinate; owner != null; owner = owner.getSuperclass()) {
      Member member =
          contract
              .get()
              .find(owner.getName().replace('.', '/'), name, type.descriptorString(), null)
              .orElse(null);
      if (member != null && member.role() == Role.ACCESS && member.field()) {
        return new Read(owner.getName(), name, member);
      }
    }
    return null;
  }
}
