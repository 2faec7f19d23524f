using System.Runtime.InteropServices;
using System.Text;

namespace Lighthouse.Benchmarks.Appending;

/// <summary>SQLite by its own library: WAL, synchronous FULL, one transaction a group.</summary>
internal sealed class Sqlite : IDisposable
{
    private const int Row = 100, Done = 101;
    private static readonly nint Transient = -1;
    private readonly nint _database;
    private readonly nint _insert;

    public Sqlite(string path)
    {
        Check(sqlite3_open(Encoding.UTF8.GetBytes(path + '\0'), out _database));
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        Execute("CREATE TABLE events (sequence INTEGER PRIMARY KEY, payload BLOB NOT NULL)");
        Check(sqlite3_prepare_v2(_database, "INSERT INTO events (payload) VALUES (?)\0"u8.ToArray(), -1, out _insert, 0));
    }

    /// <summary>Why it cannot be measured here; null when it can.</summary>
    public static string? Missing => NativeLibrary.TryLoad("libsqlite3.so.0", out _) ? null : "libsqlite3.so.0 is missing";

    public void Commit(List<byte[]> group)
    {
        Execute("BEGIN");
        foreach (var payload in group)
        {
            Check(sqlite3_bind_blob(_insert, 1, payload, payload.Length, Transient));
            Check(sqlite3_step(_insert));
            Check(sqlite3_reset(_insert));
        }
        Execute("COMMIT");
    }

    public void Dispose()
    {
        sqlite3_finalize(_insert);
        sqlite3_close(_database);
    }

    private void Execute(string sql) => Check(sqlite3_exec(_database, Encoding.UTF8.GetBytes(sql + '\0'), 0, 0, 0));

    private static void Check(int result)
    {
        if (result is not (0 or Row or Done))
            throw new InvalidOperationException($"SQLite says {result}");
    }

    [DllImport("libsqlite3.so.0")]
    private static extern int sqlite3_open(byte[] path, out nint database);

    [DllImport("libsqlite3.so.0")]
    private static extern int sqlite3_exec(nint database, byte[] sql, nint callback, nint argument, nint error);

    [DllImport("libsqlite3.so.0")]
    private static extern int sqlite3_prepare_v2(nint database, byte[] sql, int length, out nint statement, nint tail);

    [DllImport("libsqlite3.so.0")]
    private static extern int sqlite3_bind_blob(nint statement, int index, byte[] value, int length, nint destructor);

    [DllImport("libsqlite3.so.0")]
    private static extern int sqlite3_step(nint statement);

    [DllImport("libsqlite3.so.0")]
    private static extern int sqlite3_reset(nint statement);

    [DllImport("libsqlite3.so.0")]
    private static extern int sqlite3_finalize(nint statement);

    [DllImport("libsqlite3.so.0")]
    private static extern int sqlite3_close(nint database);
}
