namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>Nothing can be mounted here; the message says why and what would help.</summary>
internal sealed class FuseUnavailableException(string message) : Exception(message);
