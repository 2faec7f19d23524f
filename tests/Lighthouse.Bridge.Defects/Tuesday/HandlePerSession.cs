using Lighthouse.Bridge.Identity;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("handle-per-session", "leak", "a file is opened for every session and never closed")]
internal sealed class HandlePerSession(ISessions inner) : DecoratedSessions(inner), IDefect
{
    private readonly List<SafeFileHandle> open = [];

    public static void Seed(IServiceCollection services) => services.Decorate<ISessions>(inner => new HandlePerSession(inner));

    public override async Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer)
    {
        var session = await base.OpenAsync(proof, peer);
        lock (open)
            open.Add(File.OpenHandle(typeof(HandlePerSession).Assembly.Location));
        return session;
    }
}
