using Npgsql;

namespace Lighthouse.Bridge.Configuration;

/// <summary>How events are kept: the configuration section <c>Bridge:Store</c>.</summary>
public sealed record StoreSettings
{
    /// <summary>Where the events are kept: <c>file</c>, the data directory of this one instance, or <c>postgresql</c>. Default <c>file</c>.</summary>
    public string Kind { get; init; } = FileKind;

    /// <summary>How to reach the database; holds a password and is never logged. Null for the file store.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The store's schema in the database. Default <c>lighthouse</c>.</summary>
    public string Schema { get; init; } = "lighthouse";

    /// <summary>Name of this instance in its events; null for the default, which differs from instance to instance in the database.</summary>
    public string? NodeId { get; init; }

    /// <summary>How many seconds a statement may take before the database counts as unreachable. Default 5.</summary>
    public int StatementSeconds { get; init; } = 5;

    /// <summary>How many seconds the start waits for a database that cannot be reached. Default 30.</summary>
    public int OpeningSeconds { get; init; } = 30;

    /// <summary>What becomes of stored events.</summary>
    public ArchiveSettings Archive { get; init; } = new();

    /// <summary>Whether several instances can share the store.</summary>
    public bool IsPostgres => Kind == PostgresKind;

    private const string FileKind = "file";
    private const string PostgresKind = "postgresql";

    /// <summary>Hides the connection string.</summary>
    public override string ToString() => $"store of kind {Kind}";

    internal static StoreSettings Read(OptionsSection section)
    {
        var settings = new StoreSettings
        {
            Kind = section.Choice("Kind", FileKind, FileKind, PostgresKind),
            ConnectionString = section.Text("ConnectionString"),
            Schema = Name(section, "Schema", 48) ?? "lighthouse",
            NodeId = Name(section, "NodeId", 64),
            StatementSeconds = (int)section.Number("StatementSeconds", 5, 1, 600),
            Archive = ArchiveSettings.Read(section),
            OpeningSeconds = (int)section.Number("OpeningSeconds", 30, 0, 3_600),
        };
        if (settings.IsPostgres) RequireConnection(section, settings.ConnectionString);
        return settings;
    }

    private static void RequireConnection(OptionsSection section, string? connection)
    {
        const string form = "'Host=...;Database=...;Username=...;Password=...'";
        if (connection is null)
            section.Wrong("ConnectionString", "LHB6301", $"is missing, and the store is kept in PostgreSQL. Set it, for example by the environment, to {form}.");
        else if (!HasHost(connection))
            section.Wrong("ConnectionString", "LHB6302", $"is no connection string with a Host. Its form is {form}.");
    }

    private static bool HasHost(string connection)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connection).Host);
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            // What is wrong with it may quote the password.
            return false;
        }
    }

    private static string? Name(OptionsSection section, string key, int most)
    {
        var text = section.Text(key);
        if (text is null || (text.Length <= most && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))) return text;
        section.Wrong(key, "LHB6303", $"is no name: 1 to {most} of letters, digits, underscore, dot and hyphen are allowed.");
        return null;
    }
}
