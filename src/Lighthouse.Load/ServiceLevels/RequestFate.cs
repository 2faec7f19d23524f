namespace Lighthouse.Load.ServiceLevels;

/// <summary>How a request ended, as its sender saw it.</summary>
public enum RequestFate
{
    /// <summary>It was not answered, or with a failure of the server: the service was not there.</summary>
    Unavailable,

    /// <summary>It was refused or answered wrongly.</summary>
    Wrong,

    /// <summary>It was answered as it should be.</summary>
    Answered,
}
