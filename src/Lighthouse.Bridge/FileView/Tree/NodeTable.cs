namespace Lighthouse.Bridge.FileView.Tree;

/// <summary>A node that the kernel knows.</summary>
internal sealed class ViewNode(ulong id, ViewNode? parent, string name, ulong inode, bool isDirectory)
{
    public ulong Id { get; } = id;

    public ViewNode? Parent { get; set; } = parent;

    public string Name { get; set; } = name;

    public ulong Inode { get; } = inode;

    public bool IsDirectory { get; } = isDirectory;

    /// <summary>How often the kernel got it and has not given it back.</summary>
    public ulong Lookups { get; set; }

    /// <summary>Whether it has no name any more.</summary>
    public bool IsDetached { get; set; }

    /// <summary>Nodes whose parent it is.</summary>
    public int Children { get; set; }

    /// <summary>Its open files.</summary>
    public List<IViewFile> Files { get; } = new(1);
}

/// <summary>The nodes that the kernel knows. One that it forgets is gone, so that the table is never larger than the kernel's own.</summary>
internal sealed class NodeTable
{
    public const ulong RootId = 1;
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, ViewNode> _byId = [];
    private readonly Dictionary<(ulong Parent, string Name), ViewNode> _byName = [];
    private ulong _lastId = RootId;

    public NodeTable() => _byId[RootId] = new(RootId, null, "", 1, isDirectory: true) { Lookups = 1 };

    public int Count
    {
        get
        {
            lock (_lock) return _byId.Count;
        }
    }

    public ViewNode? Find(ulong id)
    {
        lock (_lock) return _byId.GetValueOrDefault(id);
    }

    /// <summary>The path from the root; null when the node or one above it has no name any more.</summary>
    public string? PathOf(ViewNode node)
    {
        lock (_lock)
        {
            var path = "";
            for (var at = node; at.Parent is { } parent; at = parent)
            {
                if (at.IsDetached) return null;
                path = path.Length == 0 ? at.Name : $"{at.Name}/{path}";
            }

            return path;
        }
    }

    /// <summary>The node of a name, which the kernel gets once more. Another inode or type than before is another node.</summary>
    public ViewNode Take(ViewNode parent, string name, ulong inode, bool isDirectory)
    {
        lock (_lock)
        {
            if (_byName.TryGetValue((parent.Id, name), out var node) && (node.Inode != inode || node.IsDirectory != isDirectory))
            {
                Detach(node);
                node = null;
            }

            if (node is null)
            {
                node = new(++_lastId, parent, name, inode, isDirectory);
                _byId[node.Id] = node;
                _byName[(parent.Id, name)] = node;
                parent.Children++;
            }

            node.Lookups++;
            return node;
        }
    }

    /// <summary>The kernel forgets a node so many times.</summary>
    public void Forget(ulong id, ulong count)
    {
        lock (_lock)
        {
            if (id == RootId || !_byId.TryGetValue(id, out var node)) return;
            node.Lookups -= Math.Min(node.Lookups, count);
            DropUnknown(node);
        }
    }

    /// <summary>The node of a name, if the kernel knows it.</summary>
    public ViewNode? Named(ViewNode parent, string name)
    {
        lock (_lock) return _byName.GetValueOrDefault((parent.Id, name));
    }

    /// <summary>A name is removed; its node, if the kernel knows it, lives on without one.</summary>
    public void Unname(ViewNode parent, string name)
    {
        lock (_lock)
            if (_byName.TryGetValue((parent.Id, name), out var node)) Detach(node);
    }

    /// <summary>A name is given to another place; what was there loses it, or gets the old one in an exchange.</summary>
    public void Move(ViewNode parent, string name, ViewNode newParent, string newName, bool isExchange)
    {
        lock (_lock)
        {
            var moved = _byName.GetValueOrDefault((parent.Id, name));
            var target = _byName.GetValueOrDefault((newParent.Id, newName));
            if (ReferenceEquals(moved, target)) return;
            if (target is not null && !isExchange) Detach(target);
            _byName.Remove((parent.Id, name));
            _byName.Remove((newParent.Id, newName));
            Place(moved, newParent, newName);
            if (isExchange) Place(target, parent, name);
        }
    }

    private void Place(ViewNode? node, ViewNode parent, string name)
    {
        if (node is null) return;
        var old = node.Parent!;
        parent.Children++;
        old.Children--;
        (node.Parent, node.Name) = (parent, name);
        _byName[(parent.Id, name)] = node;
        DropUnknown(old);
    }

    private void Detach(ViewNode node)
    {
        node.IsDetached = true;
        _byName.Remove((node.Parent!.Id, node.Name));
        DropUnknown(node);
    }

    /// <summary>Drops a node that neither the kernel nor a child refers to, and then perhaps its parent.</summary>
    private void DropUnknown(ViewNode node)
    {
        while (node is { Id: not RootId, Lookups: 0, Children: 0, Parent: { } parent } && _byId.Remove(node.Id))
        {
            if (!node.IsDetached) _byName.Remove((parent.Id, node.Name));
            parent.Children--;
            node = parent;
        }
    }
}
