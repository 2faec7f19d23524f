namespace Lighthouse.Chaos;

/// <summary>How far an experiment came. Only <see cref="Completed"/> and <see cref="NotRecovered"/> may be judged.</summary>
public enum ExperimentStatus
{
    /// <summary>The fault was not injected, or nobody saw it take hold: nothing was tested.</summary>
    NotRun,

    /// <summary>The fault took hold, and its healing was not seen.</summary>
    NotHealed,

    /// <summary>The fault took hold and was undone, and the target itself did not get well: its recovery is longer than was waited.</summary>
    NotRecovered,

    /// <summary>The fault took hold and was healed, both seen from outside.</summary>
    Completed,
}
