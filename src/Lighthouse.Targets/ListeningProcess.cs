namespace Lighthouse.Targets;

/// <summary>Finds the process behind a port, so that it can be looked at from outside.</summary>
public static class ListeningProcess
{
    /// <summary>The process of this user that listens on a port of this machine; null when there is none, or the system does not tell (elsewhere than on Linux).</summary>
    /// <param name="port">The port.</param>
    public static int? Find(int port) => PortOwner.Find(port);
}
