package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import support.Rig

private fun touch(
    name: String = "scanout",
    table: SgTable = Rig.ownTable(),
    count: Int = table.nents(),
): Boolean {
    Rig.check(table.nents() == count, name)
    return table.pages().size == count // expect: DMABUF_PAGE_ACCESS
}

private fun touchOurs(name: String = "scratch", table: SgTable = Rig.ownTable()): Boolean {
    Rig.check(name.isNotEmpty(), "a name")
    return table.pages().size == 4
}

private fun pick(table: SgTable, entry: Scatterlist = table.firstEntry(), skip: Int = 0): Scatterlist {
    return if (skip == 0) entry else entry.next()
}

private class Box @JvmOverloads constructor(val table: SgTable, val entry: Scatterlist = table.firstEntry())

private interface Reader {
    fun read(table: SgTable, bytes: Int = 4): Int
}

private class PageReader : Reader {
    override fun read(table: SgTable, bytes: Int) = table.pages().size + bytes // expect: DMABUF_PAGE_ACCESS
}

private fun touchAll(vararg tables: SgTable): Int {
    var sum = 0
    for (table in tables) {
        sum += table.pages().size // expect: DMABUF_PAGE_ACCESS
    }
    return sum
}

private fun second(vararg tables: SgTable) = tables[1]

private fun SgTable.pageSum(): Int = pages().size // expect: DMABUF_PAGE_ACCESS

private fun SgTable.entrySum(): Int = nents()

private val SgTable.head: Scatterlist
    get() = firstEntry()

private operator fun SgTable.get(index: Int): Scatterlist {
    var entry = firstEntry()
    repeat(index) { entry = entry.next() }
    return entry
}

private operator fun SgTable.unaryPlus() = firstEntry()

private infix fun SgTable.or(other: SgTable) = if (nents() > 0) this else other

private class Slots {
    private val slots = arrayOfNulls<SgTable>(4)

    operator fun get(index: Int) = slots[index]

    operator fun set(index: Int, table: SgTable) {
        slots[index] = table
    }

    operator fun plusAssign(table: SgTable) {
        slots[3] = table
    }

    operator fun invoke() = slots[3]

    operator fun contains(table: SgTable) = table in slots
}

private fun <T : Any> identity(value: T): T = value

private fun <T> firstOf(values: Iterable<T>): T = values.iterator().next()

private tailrec fun lastOf(entry: Scatterlist): Scatterlist =
    if (entry.isLast) entry else lastOf(entry.next())

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("parameters"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsDefaults(table)
        reportsDefaultFromOther(table)
        reportsConstructorDefault(table)
        reportsInterfaceDefault(table)
        reportsVararg(table)
        reportsExtensions(table)
        reportsOperators(table)
        reportsIndexedOperators(table)
        reportsGenerics(table)
        reportsTailrec(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsDefaults(table: SgTable) {
    Rig.check(touch(table = table), "four pages")
    Rig.check(touch("own"), "four pages")
    Rig.check(touchOurs() && touchOurs(name = "mine"), "four pages")
}

private fun reportsDefaultFromOther(table: SgTable) {
    Rig.check(pick(table).page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    Rig.check(pick(skip = 1, table = table).page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    val ours = pick(table, entry = Rig.ownTable().firstEntry())
    Rig.check(ours.page() != null, "ours")
}

private fun reportsConstructorDefault(table: SgTable) {
    Rig.check(Box(table).entry.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    Rig.check(Box(table, Rig.ownTable().firstEntry()).entry.page() != null, "ours")
}

private fun reportsInterfaceDefault(table: SgTable) {
    val reader: Reader = PageReader()
    Rig.check(reader.read(table) == 8, "eight")
}

private fun reportsVararg(table: SgTable) {
    Rig.check(touchAll(table, table) == 8, "eight pages")
    val more = arrayOf(table)
    Rig.check(touchAll(*more) == 4, "four pages")
    Rig.check(touchAll(*more, Rig.ownTable(), *more) == 12, "twelve pages")
    Rig.check(second(Rig.ownTable(), table).pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(second(table, Rig.ownTable()).pages().size == 4, "four pages")
}

private fun reportsExtensions(table: SgTable) {
    Rig.check(table.pageSum() == table.entrySum(), "as many")
    Rig.check(table.head.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsOperators(table: SgTable) {
    Rig.check(table[2].page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    Rig.check((+table).page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    Rig.check((table or Rig.ownTable()).pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(Rig.ownTable()[1].page() != null, "ours")
}

private fun reportsIndexedOperators(table: SgTable) {
    val slots = Slots()
    slots[1] = table
    slots += table
    Rig.check(slots[1]!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(slots()!!.pages().size == 4, "four pages") // expect: DMABUF_PAGE_ACCESS
    Rig.check(table in slots, "there")
    val ours = Slots()
    ours[1] = Rig.ownTable()
    Rig.check(ours[1]!!.pages().size == 4, "four pages")
}

private fun reportsGenerics(table: SgTable) {
    Rig.check(identity(table).pages().size == 4, "") // expect: DMABUF_PAGE_ACCESS
    Rig.check(identity(Rig.ownTable()).pages().size == 4, "ours")
    Rig.check(firstOf(table).page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    Rig.check(firstOf(listOf(Rig.ownTable())).pages().size == 4, "ours")
}

private fun reportsTailrec(table: SgTable) {
    Rig.check(lastOf(table.firstEntry()).page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
}
