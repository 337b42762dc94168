package dev.pagewarden.agent;

import java.io.IOException;
import java.io.InputStream;

/**
 * A class loader that holds one class of the agent and nothing else: what is opened to its unnamed
 * module is open to that class, and nothing else in the program gains access.
 */
final class SealedLoader extends ClassLoader {
  SealedLoader(String name) {
    super(name, null);
  }

  /**
   * Defines the class.
   *
   * @param template the class as the agent's own loader knows it
   * @return the same class file as a class of this loader
   * @throws IOException if the agent's jar cannot be read
   */
  Class<?> define(Class<?> template) throws IOException {
    String name = template.getName();
    String resource = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = SealedLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the agent's jar lacks " + resource);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
