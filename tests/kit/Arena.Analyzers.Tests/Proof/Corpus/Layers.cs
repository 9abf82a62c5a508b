// ## TSH1008 flow: The second layer was made for another width than the first one gives
// run: Mlp(rand(32, 784))
public static Tensor Mlp([Shape("batch 784")] Tensor x)
{
    var fc1 = nn.Linear(784, 128);
    var fc2 = nn.Linear(64, 10); // wrong
    //+ var fc2 = nn.Linear(128, 10);
    var hidden = fc1.call(x).relu();
    return fc2.call(hidden); // <-
}

// ## TSH1008: Two neighbours of a Sequential do not fit
// run: Classifier().call(rand(3, 784))
public static Sequential Classifier()
{
    return nn.Sequential(
        nn.Linear(784, 256),
        nn.ReLU(),
        nn.Linear(265, 10)); // wrong <-
                             //+ nn.Linear(256, 10));
}

// ## TSH1008: Named layers of a Sequential do not fit
// run: Classifier().call(rand(3, 784))
public static Sequential Classifier()
{
    return nn.Sequential(
        ("fc1", nn.Linear(784, 256)),
        ("act", nn.GELU()),
        ("drop", nn.Dropout(0.1)),
        ("fc2", nn.Linear(128, 10))); // wrong <-
                                      //+ ("fc2", nn.Linear(256, 10)));
}

// ## TSH1008 flow: in and out features are swapped in the second layer of a block
// run: new Mlp().call(rand(2, 5, 64))
private sealed class Mlp : nn.Module<Tensor, Tensor>
{
    private readonly Linear wIn;
    private readonly Linear wOut;

    public Mlp() : base("mlp")
    {
        const int dModel = 64;
        const int dMlp = 4 * dModel;
        wIn = nn.Linear(dModel, dMlp);
        wOut = nn.Linear(dModel, dMlp); // wrong
        //+ wOut = nn.Linear(dMlp, dModel);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var hidden = nn.functional.gelu(wIn.call(x));
        return wOut.call(hidden); // <-
    }
}

// ## TSH1008 flow: The widths come from constructor parameters, and the output layer takes the input's
// run: new Mlp(12, 48, 3).call(rand(4, 12))
private sealed class Mlp : nn.Module<Tensor, Tensor>
{
    private readonly Linear first, second;

    public Mlp(int inputs, int hidden, int outputs) : base("mlp")
    {
        first = nn.Linear(inputs, hidden);
        second = nn.Linear(inputs, outputs); // wrong
        //+ second = nn.Linear(hidden, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = first.call(x);
        x = nn.functional.relu(x);
        return second.call(x); // <-
    }
}

// ## TSH1008 flow: Pictures go into a Linear without being flattened
// run: Logits(rand(8, 1, 28, 28))
public static Tensor Logits([Shape("batch 1 28 28")] Tensor images)
{
    var fc = nn.Linear(28 * 28, 10);
    return fc.call(images); // wrong <-
    //+ return fc.call(images.flatten(1));
}

// ## TSH1008 flow: flatten() also takes the batch
// run: Logits(rand(8, 28, 28))
public static Tensor Logits([Shape("8 28 28")] Tensor images)
{
    var fc = nn.Linear(28 * 28, 10);
    var flat = images.flatten(); // wrong
    //+ var flat = images.flatten(1);
    return fc.call(flat); // <-
}

// ## TSH1008 flow: A LayerNorm of the wrong width after the expansion
// run: Block(rand(2, 5, 64))
public static Tensor Block([Shape("batch seq 64")] Tensor x)
{
    var norm = nn.LayerNorm(64);
    var expand = nn.Linear(64, 256);
    var hidden = expand.call(x);
    return norm.call(hidden); // wrong <-
    //+ return expand.call(norm.call(x));
}

// ## TSH1008 flow: A LayerNorm over the last two axes, with their sizes swapped
// run: Norm(rand(2, 10, 64))
public static Tensor Norm([Shape("batch 10 64")] Tensor x)
{
    var norm = nn.LayerNorm(new long[] { 64, 10 }); // wrong
    //+ var norm = nn.LayerNorm(new long[] { 10, 64 });
    return norm.call(x); // <-
}

// ## TSH1008 flow: The output layer is made for another width than the embedding
// run: Model(torch.zeros(2, 6, dtype: ScalarType.Int64))
public static Tensor Model([Shape("batch seq")] Tensor tokens)
{
    var embed = nn.Embedding(1000, 48);
    var unembed = nn.Linear(64, 1000); // wrong
    //+ var unembed = nn.Linear(48, 1000);
    var x = embed.call(tokens);
    return unembed.call(x); // <-
}

// ## TSH1008 flow: The arguments of Embedding are swapped
// run: Model(torch.zeros(2, 6, dtype: ScalarType.Int64))
public static Tensor Model([Shape("batch seq")] Tensor tokens)
{
    const int vocabulary = 1000, width = 48;
    var embed = nn.Embedding(width, vocabulary); // wrong
    //+ var embed = nn.Embedding(vocabulary, width);
    var mlp = nn.Linear(width, 4 * width);
    return mlp.call(embed.call(tokens)); // <-
}

// ## TSH1009 flow: The skip connection skips a change of width
// run: Residual(rand(4, 32))
public static Tensor Residual([Shape("batch 32")] Tensor x)
{
    var layer = nn.Sequential(nn.Linear(32, 64), nn.ReLU(), nn.Linear(64, 48)); // wrong
    //+ var layer = nn.Sequential(nn.Linear(32, 64), nn.ReLU(), nn.Linear(64, 32));
    return x + layer.call(x); // <-
}

// ## TSH1009 flow: The same skip connection, in a module
// run: new Block().call(rand(4, 32))
private sealed class Block : nn.Module<Tensor, Tensor>
{
    private readonly Linear up = nn.Linear(32, 128);
    private readonly Linear down = nn.Linear(128, 64); // wrong
    //+ private readonly Linear down = nn.Linear(128, 32);

    public Block() : base("block") => RegisterComponents();

    public override Tensor forward([Shape("batch 32")] Tensor x)
    {
        var y = down.call(up.call(x).relu());
        return x + y; // <-
    }
}

// ## TSH1008 flow: Two inputs are joined, and the layer takes only one of them
// run: Merge(rand(4, 32), rand(4, 16))
public static Tensor Merge([Shape("batch 32")] Tensor state, [Shape("batch 16")] Tensor action)
{
    var q = nn.Linear(32, 1); // wrong
    //+ var q = nn.Linear(32 + 16, 1);
    var both = torch.cat([state, action], dim: 1);
    return q.call(both); // <-
}

// ## TSH1002 flow: A weight of nn.Linear is used as if it were [in, out]
// run: Logits(rand(3, 64))
public static Tensor Logits([Shape("batch 64")] Tensor x)
{
    var layer = nn.Linear(64, 10);
    return x.mm(layer.weight!) + layer.bias!; // wrong <-
    //+ return x.mm(layer.weight!.t()) + layer.bias!;
}

// ## TSH1002: The weights by hand, [out, in] as Linear keeps them
// run: Linear3(rand(3, 64), rand(10, 64))
public static Tensor Linear3([Shape("batch d_in")] Tensor x, [Shape("d_out d_in")] Tensor w)
{
    return x.matmul(w); // wrong <-
    //+ return x.matmul(w.t());
}

// ## TSH1009 flow: The bias is as long as the input
// run: Linear3(rand(3, 64))
public static Tensor Linear3([Shape("batch 64")] Tensor x)
{
    var w = torch.randn(64, 10);
    var b = torch.zeros(64); // wrong
    //+ var b = torch.zeros(10);
    return x.mm(w) + b; // <-
}

// ## TSH1008 flow: A layer that is only made for large inputs, on the other branch
// run: Head(rand(3, 32), false)
public static Tensor Head([Shape("batch 32")] Tensor x, bool wide)
{
    var up = nn.Linear(32, wide ? 64 : 64);
    var h = up.call(x);
    if (wide)
    {
        return nn.Linear(64, 1).call(h);
    }

    return nn.Linear(32, 1).call(h); // wrong <-
    //+ return nn.Linear(64, 1).call(h);
}

// ## TSH1008 flow: A loop of layers whose width does not stay
// run: Deep(rand(3, 32))
public static Tensor Deep([Shape("batch 32")] Tensor x)
{
    var input = nn.Linear(32, 64);
    var hidden = nn.Linear(64, 64);
    var output = nn.Linear(32, 1); // wrong
    //+ var output = nn.Linear(64, 1);
    var h = input.call(x).relu();
    for (var i = 0; i < 4; i++)
    {
        h = hidden.call(h).relu();
    }

    return output.call(h); // <-
}

// ## TSH1008 flow: The features of a patch are counted without the channels
// run: Patches(rand(2, 3, 32, 32))
public static Tensor Patches([Shape("batch 3 32 32")] Tensor images)
{
    const int patch = 8;
    var project = nn.Linear(patch * patch, 64); // wrong
    //+ var project = nn.Linear(3 * patch * patch, 64);
    var patches = Rearrange(images, "b c (h p) (w q) -> b (h w) (c p q)", ("p", patch), ("q", patch));
    return project.call(patches); // <-
}

// ## TSH1003|TSH1008 flow: The logits of the last position are returned for the last feature
// run: Last(rand(2, 5, 64))
[return: Shape("batch d_vocab")]
public static Tensor Last([Shape("batch seq d_vocab")] Tensor logits)
{
    return logits[.., .., -1]; // wrong <-
    //+ return logits[.., -1];
}

// ## TSH1008 flow: BatchNorm1d gets the number of hidden units of the next layer
// run: Net(rand(8, 20))
public static Tensor Net([Shape("batch 20")] Tensor x)
{
    var fc = nn.Linear(20, 50);
    var norm = nn.BatchNorm1d(100); // wrong
    //+ var norm = nn.BatchNorm1d(50);
    x = fc.call(x);
    x = norm.call(x); // <-
    return x;
}

// ## TSH1008 flow: An autoencoder whose decoder starts at the input's size
// run: new Autoencoder(100, 8).call(rand(2, 100))
private sealed class Autoencoder : nn.Module<Tensor, Tensor>
{
    private readonly Sequential encoder, decoder;

    public Autoencoder(int pixels, int latent) : base("autoencoder")
    {
        encoder = nn.Sequential(nn.Linear(pixels, 32), nn.ReLU(), nn.Linear(32, latent));
        decoder = nn.Sequential(nn.Linear(32, 64), nn.ReLU(), nn.Linear(64, pixels)); // wrong
        //+ decoder = nn.Sequential(nn.Linear(latent, 64), nn.ReLU(), nn.Linear(64, pixels));
        RegisterComponents();
    }

    public override Tensor forward([Shape("batch pixels")] Tensor x)
    {
        var code = encoder.call(x);
        return decoder.call(code); // <-
    }
}
