namespace Lighthouse.Load.Protocols.Http.Polling;

/// <summary>Decides which iteration starts when, and on which connection.</summary>
internal interface IDriver
{
    /// <summary>Starts what is due.</summary>
    /// <param name="now">Since the start of the run.</param>
    /// <returns>When the next one is due; <see cref="TimeSpan.MaxValue"/> when that depends on an answer.</returns>
    TimeSpan StartDue(TimeSpan now);

    /// <summary>A connection can be used again.</summary>
    void Free(PolledConnection connection, TimeSpan now);

    /// <summary>Whether nothing more becomes due.</summary>
    bool IsOver(TimeSpan now);

    /// <summary>Whether something is due that found no connection yet.</summary>
    bool HasWaiting { get; }

    /// <summary>Counts what was intended and will not be started.</summary>
    /// <param name="now">The end of the run.</param>
    /// <param name="wasStopped">Whether the run was told to end early, which takes back what was not yet due.</param>
    void Finish(TimeSpan now, bool wasStopped);
}
