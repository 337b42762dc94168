package library;

import dev.pagewarden.dmabuf.DmaBuf;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;

/** Makes drivers by their names and leads them through their lives. */
public final class DriverHost {
  private final List<Driver> drivers = new ArrayList<>();

  /**
   * Makes a driver; its class needs a constructor without parameters.
   *
   * @throws IllegalArgumentException if there is no such driver
   */
  public DriverHost add(String className) {
    try {
      Constructor<?> constructor = Class.forName(className).getDeclaredConstructor();
      constructor.setAccessible(true);
      drivers.add((Driver) constructor.newInstance());
      return this;
    } catch (ReflectiveOperationException missing) {
      throw new IllegalArgumentException("no driver " + className, missing);
    }
  }

  /** Attaches every driver, interrupts it {@code frames} times, and detaches it. */
  public void run(DmaBuf buffer, int frames) {
    for (Driver driver : drivers) {
      driver.attach(buffer);
    }
    for (int i = 0; i < frames; i++) {
      for (Driver driver : drivers) {
        driver.irq();
      }
    }
    for (Driver driver : drivers) {
      driver.detach();
    }
  }
}
