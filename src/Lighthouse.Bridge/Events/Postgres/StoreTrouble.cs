namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Why the store takes nothing now, as far as one knows without trying.</summary>
internal sealed class StoreTrouble(ILogger logger)
{
    private volatile string? _down;
    private volatile string? _broken;
    private volatile string? _failed;

    /// <summary>What to refuse appends with before trying; null when they may be tried.</summary>
    public string? Refusal => _broken ?? _down;

    /// <summary>The trouble of the last attempt, too.</summary>
    public string? Problem => Refusal ?? _failed;

    /// <summary>The database cannot be reached.</summary>
    public void Down(Exception cause)
    {
        var problem = $"LHB6310: the database cannot be reached ({PostgresDatabase.Describe(cause)}). Events are taken again when it answers.";
        if (_down is null) logger.LogError("{Problem}", problem);
        _down = problem;
    }

    /// <summary>The database answers.</summary>
    public void Up()
    {
        if (_down is not null) logger.LogWarning("The database answers again");
        _down = null;
    }

    /// <summary>What is stored contradicts what is known.</summary>
    public void Broken(string problem)
    {
        if (_broken != problem) logger.LogCritical("{Problem}", problem);
        _broken = problem;
    }

    /// <summary>It no longer does.</summary>
    public void Mended()
    {
        if (_broken is not null) logger.LogWarning("The head row holds again");
        _broken = null;
    }

    /// <summary>The last append failed though the database answers.</summary>
    public void Failed(EventStoreException cause)
    {
        if (_failed is null) logger.LogError("{Problem}", cause.Message);
        _failed = cause.Message;
    }

    /// <summary>The last append was stored.</summary>
    public void Stored() => _failed = null;
}
