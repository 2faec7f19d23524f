namespace Lighthouse.Chaos.Scoring;

/// <summary>What became of acknowledged work.</summary>
public enum Integrity
{
    /// <summary>All of it is there, and nothing wrong was served.</summary>
    Kept,

    /// <summary>All of it is there, and something wrong was served meanwhile.</summary>
    WronglyServed,

    /// <summary>Some of it is lost or altered.</summary>
    Lost,
}
