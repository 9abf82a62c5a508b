// ## TSH5001: Nothing is registered
// run: new Mlp().parameters().Count()
private sealed class Mlp : nn.Module<Tensor, Tensor> // <-
{
    private readonly Linear first = nn.Linear(4, 8);
    private readonly Linear second = nn.Linear(8, 2);

    public Mlp() : base("mlp") // <-
    {
        //+ RegisterComponents();
    }

    public override Tensor forward(Tensor x) => second.call(first.call(x).relu());
}

// ## TSH5001: A weight of one's own, not registered
// run: new Scale(4).parameters().Count()
private sealed class Scale : nn.Module<Tensor, Tensor> // <-
{
    private readonly Parameter gain;

    public Scale(long width) : base(nameof(Scale)) // <-
    {
        gain = new Parameter(torch.ones(width));
        //+ RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x * gain;
}

// ## TSH5001: A primary constructor leaves no place for RegisterComponents
// run: new Head(4, 2).parameters().Count()
private sealed class Head(int inputs, int outputs) : nn.Module<Tensor, Tensor>("head") // wrong <-
//+ private sealed class Head : nn.Module<Tensor, Tensor>
{
    private readonly Linear layer = nn.Linear(inputs, outputs); // wrong <-
    //+ private readonly Linear layer;

    //+ public Head(int inputs, int outputs) : base("head")
    //+ {
    //+     layer = nn.Linear(inputs, outputs);
    //+     RegisterComponents();
    //+ }

    public override Tensor forward(Tensor x) => layer.call(x);
}

// ## TSH5002: The second layer comes too late
// run: new Mlp().parameters().Count()
private sealed class Mlp : nn.Module<Tensor, Tensor>
{
    private readonly Linear first;
    private readonly Linear second;

    public Mlp() : base("mlp")
    {
        first = nn.Linear(4, 8);
        RegisterComponents(); // wrong <-
        second = nn.Linear(8, 2); // <-
        //+ RegisterComponents();
    }

    public override Tensor forward(Tensor x) => second.call(first.call(x).relu());
}

// ## TSH5003: Blocks in a List
// run: new Deep(3).parameters().Count()
private sealed class Deep : nn.Module<Tensor, Tensor>
{
    private readonly List<Linear> layers = new(); // wrong <-
    //+ private readonly ModuleList<Linear> layers = new();

    public Deep(int depth) : base("deep")
    {
        for (var i = 0; i < depth; i++)
        {
            layers.Add(nn.Linear(8, 8));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var layer in layers)
        {
            x = layer.call(x).relu();
        }

        return x;
    }
}

// ## TSH5003: Heads in an array
// run: new Heads().parameters().Count()
private sealed class Heads : nn.Module<Tensor, Tensor>
{
    private readonly Linear[] heads; // wrong <-
    //+ private readonly ModuleList<Linear> heads;

    public Heads() : base("heads")
    {
        heads = [nn.Linear(8, 2), nn.Linear(8, 2)]; // wrong
        //+ heads = nn.ModuleList(nn.Linear(8, 2), nn.Linear(8, 2));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => torch.cat(heads.Select(head => head.call(x)).ToArray(), -1);
}

// ## TSH5003: Experts in a dictionary
// run: new Experts().parameters().Count()
private sealed class Experts : nn.Module<Tensor, Tensor>
{
    private readonly Dictionary<string, Linear> experts = new() // wrong <-
    { // wrong
        ["left"] = nn.Linear(4, 4), // wrong
        ["right"] = nn.Linear(4, 4), // wrong
    }; // wrong
    //+ private readonly Linear left = nn.Linear(4, 4), right = nn.Linear(4, 4);

    public Experts() : base("experts") => RegisterComponents();

    public override Tensor forward(Tensor x) => experts["left"].call(x) + experts["right"].call(x); // wrong
    //+ public override Tensor forward(Tensor x) => left.call(x) + right.call(x);
}

// ## TSH5004: A layer in a property
// run: string.Join(' ', new Head().state_dict().Keys)
private sealed class Head : nn.Module<Tensor, Tensor>
{
    public Linear Layer { get; } = nn.Linear(4, 2); // wrong <-
    //+ private readonly Linear layer = nn.Linear(4, 2);

    public Head() : base("head") => RegisterComponents();

    public override Tensor forward(Tensor x) => Layer.call(x); // wrong
    //+ public override Tensor forward(Tensor x) => layer.call(x);
}
