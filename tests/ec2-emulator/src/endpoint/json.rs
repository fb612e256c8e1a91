//! JSON that knows where in the text each value begins: EC2 refuses policies with a line and a column.

/// A value and where it begins, both counted from 1.
#[derive(Debug)]
pub(super) struct Json {
    pub(super) at: Position,
    pub(super) value: Value,
}

/// Line and column.
pub(super) type Position = (usize, usize);

#[derive(Debug)]
pub(super) enum Value {
    Object(Vec<(String, Position, Json)>),
    Array(Vec<Json>),
    String(String),
    /// Number, boolean or null.
    Other,
}

impl Json {
    /// # Errors
    /// Where the text stops being JSON.
    pub(super) fn parse(text: &str) -> Result<Self, Position> {
        let mut reader = Reader { text, at: 0 };
        let json = reader.value()?;
        reader.space();
        if reader.rest().is_empty() { Ok(json) } else { Err(reader.position()) }
    }

    /// The values of an array, or the value itself.
    pub(super) fn each(&self) -> &[Self] {
        match &self.value {
            Value::Array(values) => values,
            _ => std::slice::from_ref(self),
        }
    }

    /// The members of an object.
    pub(super) fn members(&self) -> Result<&[(String, Position, Self)], Position> {
        match &self.value {
            Value::Object(members) => Ok(members),
            _ => Err(self.at),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self) -> Result<Json, Position> {
        self.space();
        let at = self.position();
        let value = match self.rest().bytes().next() {
            Some(b'{') => Value::Object(self.object()?),
            Some(b'[') => Value::Array(self.array()?),
            Some(b'"') => Value::String(self.string()?),
            _ => {
                self.scalar()?;
                Value::Other
            }
        };
        Ok(Json { at, value })
    }

    fn object(&mut self) -> Result<Vec<(String, Position, Json)>, Position> {
        self.sequence('{', '}', |reader| {
            reader.space();
            let at = reader.position();
            let name = reader.string()?;
            reader.expect(':')?;
            Ok((name, at, reader.value()?))
        })
    }

    fn array(&mut self) -> Result<Vec<Json>, Position> {
        self.sequence('[', ']', Self::value)
    }

    fn sequence<T>(
        &mut self,
        open: char,
        close: char,
        mut item: impl FnMut(&mut Self) -> Result<T, Position>,
    ) -> Result<Vec<T>, Position> {
        self.expect(open)?;
        let mut items = Vec::new();
        if self.take(close) {
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            if self.take(close) {
                return Ok(items);
            }
            self.expect(',')?;
        }
    }

    fn string(&mut self) -> Result<String, Position> {
        let start = self.position();
        let mut escaped = false;
        let body = self.rest().strip_prefix('"').ok_or(start)?;
        let end = body.find(|character| {
            let closes = character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            closes
        });
        let length = end.ok_or(start)? + 2;
        let string = serde_json::from_str(&self.rest()[..length]).map_err(|_| start)?;
        self.at += length;
        Ok(string)
    }

    fn scalar(&mut self) -> Result<(), Position> {
        let rest = self.rest();
        let length = rest.find(|character: char| ",]} \t\r\n".contains(character)).unwrap_or(rest.len());
        serde_json::from_str::<serde_json::Value>(&rest[..length]).map_err(|_| self.position())?;
        self.at += length;
        Ok(())
    }

    fn expect(&mut self, character: char) -> Result<(), Position> {
        if self.take(character) { Ok(()) } else { Err(self.position()) }
    }

    fn take(&mut self, character: char) -> bool {
        self.space();
        let found = self.rest().starts_with(character);
        self.at += if found { character.len_utf8() } else { 0 };
        found
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn position(&self) -> Position {
        let before = &self.text[..self.at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}
