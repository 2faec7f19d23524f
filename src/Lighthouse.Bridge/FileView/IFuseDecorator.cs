using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.FileView;

/// <summary>Puts something around the file view's file system, a fault for example. Every registered one is applied.</summary>
public interface IFuseDecorator
{
    /// <summary>The file system to serve instead.</summary>
    IFuseFileSystem Around(IFuseFileSystem inner);
}
