namespace Lighthouse.Bridge.Push.Frames;

/// <summary>The peer sent what a socket must be closed for.</summary>
internal sealed class FrameException(CloseCode code, string message) : Exception(message)
{
    public CloseCode Code => code;
}
