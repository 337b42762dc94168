package sample.programs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** H2 under load: writers on several threads, then questions over all that they wrote. */
final class Database {
  private static final String URL = "jdbc:h2:mem:load;DB_CLOSE_DELAY=-1";

  private Database() {}

  public static void main(String[] args) throws Exception {
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      statement.execute("create table item (id int primary key, owner int, text varchar(40))");
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int owner = i;
        writers.add(new Thread(() -> write(owner)));
      }
      writers.forEach(Thread::start);
      for (Thread writer : writers) {
        writer.join();
      }
      try (ResultSet sums =
          statement.executeQuery(
              "select owner, count(*), sum(id), max(text) from item group by owner order by 1")) {
        while (sums.next()) {
          System.out.println(
              sums.getInt(1)
                  + " "
                  + sums.getInt(2)
                  + " "
                  + sums.getLong(3)
                  + " "
                  + sums.getString(4));
        }
      }
    }
  }

  private static void write(int owner) {
    try (Connection connection = DriverManager.getConnection(URL);
        PreparedStatement insert =
            connection.prepareStatement("insert into item values (?, ?, ?)")) {
      for (int i = 0; i < 500; i++) {
        insert.setInt(1, owner * 500 + i);
        insert.setInt(2, owner);
        insert.setString(3, "item " + i);
        insert.executeUpdate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
