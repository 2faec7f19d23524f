namespace Lighthouse.Bridge.FileView;

/// <summary>How the file view is, and why.</summary>
internal sealed class FileViewState
{
    private volatile Reading _reading = new("unavailable", "it has not been mounted yet");

    /// <summary>The wire's word for the component.</summary>
    public string Word => _reading.Word;

    /// <summary>What keeps it from being healthy; null when nothing does.</summary>
    public string? Reason => _reading.Reason;

    public void Healthy() => _reading = new("healthy", null);

    public void Unavailable(string reason) => _reading = new("unavailable", reason);

    private sealed record Reading(string Word, string? Reason);
}
