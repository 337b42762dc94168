package dev.pagewarden.agent;

/**
 * Tells methods of the API that map and unmap, which work on originals, from an importer's own that
 * go by the same names and pass on what they get.
 */
final class ApiSide {
  private final LazyContract contract;

  ApiSide(LazyContract contract) {
    this.contract = contract;
  }

  /**
   * Whether a method is on the API's side of the line at which copies take the place of originals:
   * its class is one that the contract names, or is the one that draws the line, or one that this
   * inherits from.
   *
   * @param method maps or unmaps
   * @param receiver what it is called on, or null
   * @param maker binary name of the class whose map draws the line
   */
  boolean has(Callee method, Object receiver, String maker) {
    String name = method.className();
    return isNamed(method)
        || outermost(name).equals(outermost(maker))
        || receiver != null && isInheritedBy(maker, name, receiver.getClass());
  }

  private boolean isNamed(Callee method) {
    String dotted = method.className().replace('$', '.');
    String owner = method.member().owner();
    if (dotted.equals(owner) || dotted.endsWith("." + owner)) {
      return true;
    }
    String internalName = method.className().replace('.', '/');
    for (String type = internalName; type != null; type = Terms.outer(type)) {
      if (contract.get().isApiType(type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInheritedBy(String maker, String name, Class<?> type) {
    for (Class<?> heir = type; heir != null; heir = heir.getSuperclass()) {
      if (heir.getName().equals(maker)) {
        for (Class<?> each : LoadedTypes.supertypes(heir)) {
          if (each.getName().equals(name)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Returns the name of the class around all others that a class is nested in, or its own. */
  static String outermost(String binaryName) {
    int nested = binaryName.indexOf('$', binaryName.lastIndexOf('.') + 2);
    return nested < 0 ? binaryName : binaryName.substring(0, nested);
  }
}
