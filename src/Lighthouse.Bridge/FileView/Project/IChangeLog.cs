using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.FileView.Project;

/// <summary>Takes down what changes in the project. Room for a change is taken before it happens, so that none happens unrecorded.</summary>
internal interface IChangeLog
{
    /// <summary>Takes room for so many changes; EINTR when the caller gives up, EIO when the log has not moved for too long.</summary>
    Errno Reserve(FuseCaller? caller, int changes = 1);

    /// <summary>Gives room back that was not used.</summary>
    void Cancel(int changes = 1);

    /// <summary>Takes down a change for which there is room.</summary>
    void Record(FileChange change);
}
