using System.Globalization;
using Npgsql;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Connections to the store's schema, each set up so that a commit is durable and nothing waits for ever.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private const int MostConnections = 16;
    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(PostgresStoreOptions options)
    {
        Options = options;
        Schema = "\"" + options.Schema.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        Channel = "lighthouse_events_" + options.Schema;
        _source = NpgsqlDataSource.Create(Harden(options));
    }

    public PostgresStoreOptions Options { get; }

    /// <summary>For the rule that looks at SQL made of pieces.</summary>
    public const string WhyStatementsAreSafe = "Of what is not constant, only names from the configuration stand in a statement, quoted as identifiers; values are parameters.";

    /// <summary>The schema's name, quoted for SQL.</summary>
    public string Schema { get; }

    /// <summary>Name of the notifications about new events.</summary>
    public string Channel { get; }

    /// <summary>Key of the advisory lock that every running instance shares, as SQL.</summary>
    public string Crowd => $"hashtextextended({Literal("lighthouse-instances " + Options.Schema)}, 0)";

    /// <summary>A text as SQL.</summary>
    public static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    public NpgsqlConnection Open() => _source.OpenConnection();

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation) => _source.OpenConnectionAsync(cancellation);

    /// <summary>Whether the connection failed, so that nobody knows what became of the statement.</summary>
    public static bool IsLoss(Exception problem) => problem switch
    {
        // 57P: the server ends or starts; 08: the connection.
        PostgresException known => known.SqlState.StartsWith("57P", StringComparison.Ordinal) || known.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException => true,
        // What Npgsql throws when the connection was found broken between two commands.
        InvalidOperationException or ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>Says what happened without quoting data.</summary>
    public static string Describe(Exception problem) => problem is PostgresException known ? $"{known.SqlState}: {known.MessageText}" : problem.Message;

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static string Harden(PostgresStoreOptions options)
    {
        var given = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var seconds = Math.Max(1, (int)Math.Ceiling(options.StatementLimit.TotalSeconds));
        var milliseconds = (seconds * 1_000).ToString(CultureInfo.InvariantCulture);
        // As options of the connection's start they also hold after a connection came back to the pool.
        given.Options = string.Join(
            ' ', given.Options, "-c synchronous_commit=on", $"-c statement_timeout={milliseconds}", $"-c lock_timeout={milliseconds}",
            $"-c idle_in_transaction_session_timeout={milliseconds}").Trim();
        given.Timeout = seconds;
        given.CommandTimeout = seconds + 1;
        given.CancellationTimeout = 500;
        given.MaxPoolSize = Math.Min(given.MaxPoolSize, MostConnections);
        given.IncludeErrorDetail = false;
        given.Enlist = false;
        if (string.IsNullOrEmpty(given.ApplicationName)) given.ApplicationName = "lighthouse-bridge " + options.NodeId;
        return given.ConnectionString;
    }
}
