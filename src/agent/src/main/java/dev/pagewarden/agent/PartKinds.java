package dev.pagewarden.agent;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.Subject;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Tells by its class whether an object may be a part of a table, or is shared with its copies. */
final class PartKinds {
  /** What an object may be to a table. */
  enum Kind {
    /** No part: a page, buffer, attachment, exporter, device, value or thing of the JRE. */
    SHARED,
    /** An array of references. */
    ARRAY,
    /** A weak or soft reference. */
    REFERENCE,
    /** A collection or map of the JRE, or what one is made of. */
    CONTAINER,
    /** An object of the program. */
    OBJECT
  }

  /** Classes of the JRE that hold others, or the classes of those that do, besides collections. */
  private static final Set<String> HOLDERS =
      Set.of(
          "java.util.Arrays",
          "java.util.Collections",
          "java.util.ImmutableCollections",
          "java.util.Optional",
          "java.util.concurrent.atomic.AtomicReference",
          "java.util.concurrent.atomic.AtomicReferenceArray");

  private static final ClassLoader PLATFORM_LOADER = ClassLoader.getPlatformClassLoader();

  private final LazyContract contract;
  private final ClassValue<Kind> byClass =
      new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
          return find(type);
        }
      };

  PartKinds(LazyContract contract) {
    this.contract = contract;
  }

  Kind of(Object object) {
    return byClass.get(object.getClass());
  }

  /** Whether an object is there to refer to one other, and not to list many. */
  boolean refersToOne(Object object) {
    return switch (of(object)) {
      case OBJECT, REFERENCE -> true;
      default -> object instanceof Optional || object instanceof AtomicReference;
    };
  }

  private Kind find(Class<?> type) {
    if (type.isArray()) {
      return type.getComponentType().isPrimitive() ? Kind.SHARED : Kind.ARRAY;
    }
    if (type == WeakReference.class || type == SoftReference.class) {
      return Kind.REFERENCE;
    }
    if (Enum.class.isAssignableFrom(type) || isMachinery(type)) {
      return Kind.SHARED;
    }
    ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == PLATFORM_LOADER) {
      return isOrIsInContainer(type) ? Kind.CONTAINER : Kind.SHARED;
    }
    return isOthers(type) ? Kind.SHARED : Kind.OBJECT;
  }

  private static boolean isOrIsInContainer(Class<?> type) {
    Class<?> outermost = type.getNestHost();
    return Collection.class.isAssignableFrom(outermost)
        || Map.class.isAssignableFrom(outermost)
        || HOLDERS.contains(outermost.getName());
  }

  /** What the JVM itself has a hand in. */
  private static boolean isMachinery(Class<?> type) {
    return Reference.class.isAssignableFrom(type)
        || Thread.class.isAssignableFrom(type)
        || ClassLoader.class.isAssignableFrom(type);
  }

  /** Whether the contract knows the class, but not as a table or entry. */
  private boolean isOthers(Class<?> type) {
    Contract terms = contract.get();
    for (Class<?> each : LoadedTypes.supertypes(type)) {
      String name = each.getName().replace('.', '/');
      Subject subject = terms.subjectOf(name).orElse(null);
      boolean isTables = subject == Subject.TABLE || subject == Subject.ENTRY;
      if (terms.isExporter(name) || terms.isApiType(name) && !isTables) {
        return true;
      }
    }
    return false;
  }
}
