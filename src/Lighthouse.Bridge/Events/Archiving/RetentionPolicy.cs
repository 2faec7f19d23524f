namespace Lighthouse.Bridge.Events.Archiving;

/// <summary>Which old events may go. The default keeps everything.</summary>
public sealed record RetentionPolicy
{
    /// <summary>Events older than this may go; null for none by age.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Above this many bytes of segments on the disk the oldest may go; null for none by size.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Folder that removed segments are moved to; null deletes them.</summary>
    public string? MoveTo { get; init; }

    /// <summary>Whether it ever removes anything.</summary>
    public bool RemovesAny => MaxAge is not null || MaxBytes is not null;
}
