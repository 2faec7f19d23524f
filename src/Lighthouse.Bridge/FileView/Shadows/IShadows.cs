using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView.Shadows;

/// <summary>What agents note about the project's files.</summary>
public interface IShadows : IEventSourced
{
    /// <summary>Keeps an annotation; completes when it is on stable storage.</summary>
    /// <param name="caller">Whose it is.</param>
    /// <param name="path">Of the file, relative to the project, with slashes. The file need not exist yet.</param>
    /// <param name="line">From 1; null for the file as a whole.</param>
    /// <param name="text">What is noted.</param>
    /// <returns>Sequence of its event.</returns>
    /// <exception cref="RefusalException">422 for a path that is none, 409 when there is no room.</exception>
    Task<long> AnnotateAsync(Caller caller, string path, int? line, string text);
}
