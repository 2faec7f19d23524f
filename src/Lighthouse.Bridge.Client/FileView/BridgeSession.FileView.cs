namespace Lighthouse.Bridge.Client;

public sealed partial class BridgeSession
{
    /// <summary>Notes something about a file of the project, for all agents; completes when it is on stable storage.</summary>
    /// <param name="path">Relative to the project, with slashes.</param>
    /// <param name="text">What is noted.</param>
    /// <param name="line">From 1; null for the file as a whole.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>Sequence of the annotation's event.</returns>
    public async Task<long> AnnotateAsync(string path, string text, int? line = null, CancellationToken cancellation = default)
    {
        var body = WireJson.Body(new AnnotateRequest(path, text, line));
        return (await _client.CallAsync<KeptReply>(Prepare(HttpMethod.Post, "/shadow/annotate", body), cancellation)).Sequence;
    }

    /// <summary>Shares a content with all agents, in a package of this agent's; completes when it is on stable storage.</summary>
    /// <returns>Sequence of the content's event.</returns>
    public async Task<long> ShareContextAsync(string package, string name, string content, CancellationToken cancellation = default)
    {
        var body = WireJson.Body(new ShareContextRequest(package, name, content));
        return (await _client.CallAsync<KeptReply>(Prepare(HttpMethod.Post, "/context/share", body), cancellation)).Sequence;
    }
}

internal sealed record AnnotateRequest(string Path, string Text, int? Line);

internal sealed record ShareContextRequest(string Package, string Name, string Content);

internal sealed record KeptReply(long Sequence);
