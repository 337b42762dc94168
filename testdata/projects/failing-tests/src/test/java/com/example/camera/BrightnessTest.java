package com.example.camera;

import dev.pagewarden.dmabuf.DmaBuf;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrightnessTest {
  /** Its thread is started by one test and works for others, too. */
  private static final ExecutorService WORKER = Executors.newSingleThreadExecutor();

  private final DmaBuf buffer = Frames.frame();
  private final Brightness brightness = new Brightness();

  @AfterEach
  void close() {
    buffer.close();
  }

  @AfterAll
  static void stop() {
    WORKER.shutdown();
  }

  @Test
  void measured_by_the_device() {
    brightness.byDevice(buffer);
  }

  @Test
  void measured_by_peeking() {
    brightness.byPeeking(buffer);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void measured_on_another_thread(boolean peeking) throws Exception {
    WORKER.submit(() -> peeking ? brightness.byPeeking(buffer) : brightness.byDevice(buffer)).get();
  }
}
